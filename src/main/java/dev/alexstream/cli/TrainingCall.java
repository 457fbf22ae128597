package dev.alexstream.cli;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingEvents.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A training run that was asked for. The request goes to one partition, whatever the trainer has to read before it: that is the trainer's
 * concern. The answer stands behind it on the same partition.
 */
final class TrainingCall {

    private static final int PARTITION = 0;
    private static final Duration TURN = Duration.ofMillis(500);

    private final String id;
    private final RecordCoordinates at;

    private TrainingCall(String id, RecordCoordinates at) {
        this.id = id;
        this.at = at;
    }

    /** Returns when the request is on the topic. */
    static TrainingCall send(KafkaConnection connection, String topic) {
        String id = UUID.randomUUID().toString();
        Content request = TrainingEvents.request(id);
        var written = new ProducerRecord<byte[], byte[]>(topic, PARTITION, null, request.value());
        request.headers().forEach(header -> written.headers().add(header.name(), header.value()));
        try (KafkaProducer<byte[], byte[]> producer = connection.producer(Map.of())) {
            long offset = producer.send(written).get().offset();
            return new TrainingCall(id, new RecordCoordinates(topic, PARTITION, offset));
        } catch (ExecutionException refused) {
            throw KafkaFailures.during("writing to " + topic, refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while writing to " + topic, e);
        }
    }

    String id() {
        return id;
    }

    RecordCoordinates at() {
        return at;
    }

    /**
     * Reads behind the request.
     *
     * @param consumer {@linkplain KafkaConsumer#wakeup waking} it ends the waiting
     * @return empty when the time is over, or the waiting was ended
     */
    Optional<Ended> await(KafkaConsumer<byte[], byte[]> consumer, Duration atMost) {
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, at.offset() + 1);
        long begun = System.nanoTime();
        try {
            while (System.nanoTime() - begun < atMost.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TURN)) {
                    Optional<Ended> answer = answer(record);
                    if (answer.isPresent()) {
                        return answer;
                    }
                }
            }
        } catch (WakeupException stopped) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Ended> answer(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = Arrays.stream(record.headers().toArray())
                .map(header -> new RecordHeader(header.key(), header.value()))
                .toList();
        var read = new InboundRecord(
                new RecordCoordinates(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                headers);
        return TrainingEvents.read(read)
                .filter(Ended.class::isInstance)
                .map(Ended.class::cast)
                .filter(ended -> ended.request().equals(id));
    }
}
