package dev.alexstream.cli;

import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.message.RecordCoordinates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Requests that were too large for the dead-letter topic, read from where they stood. */
final class OriginalRecords {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;

    OriginalRecords(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Empty when the topic has forgotten the record, or holds another one at its place. */
    Optional<ConsumerRecord<byte[], byte[]>> of(DeadLetter letter) {
        RecordCoordinates at = letter.request();
        TopicPartition partition = new TopicPartition(at.topic(), at.partition());
        if (!exists(partition)) {
            return Optional.empty();
        }
        List<TopicPartition> alone = List.of(partition);
        consumer.assign(alone);
        boolean kept = at.offset() >= consumer.beginningOffsets(alone).get(partition)
                && at.offset() < consumer.endOffsets(alone).get(partition);
        return kept ? read(partition, at.offset()).filter(record -> isTheOne(record, letter)) : Optional.empty();
    }

    private boolean exists(TopicPartition partition) {
        var partitions = consumer.partitionsFor(partition.topic());
        return partitions != null && partitions.stream().anyMatch(info -> info.partition() == partition.partition());
    }

    private Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
            return record.offset() == offset ? Optional.of(record) : Optional.empty();
        }
        return Optional.empty();
    }

    /** The dead letter names the digest of the value it lost. */
    private static boolean isTheOne(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        return DeadLetterHeaders.fingerprint(record.value()).equals(letter.droppedValue());
    }
}
