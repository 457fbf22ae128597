package dev.alexstream.cli;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads all partitions of a topic, without a group, until enough was seen or nothing comes any more. */
final class TopicTail {

    private static final Duration TURN = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final LongSupplier nanoTime;

    /** When to end. {@code max} below zero: no bound; {@code silence} null: wait for ever. */
    record Limit(long max, Duration silence) {}

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
    }

    /** When it returns, the positions are fixed: whatever is written from now on is seen. */
    static TopicTail open(
            KafkaConsumer<byte[], byte[]> consumer, String topic, boolean fromEnd, LongSupplier nanoTime) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        if (fromEnd) {
            consumer.seekToEnd(partitions);
        } else {
            consumer.seekToBeginning(partitions);
        }
        partitions.forEach(consumer::position);
        return new TopicTail(consumer, nanoTime);
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return NewTopics.partitions(consumer, topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    int partitionCount() {
        return consumer.assignment().size();
    }

    /** @return how many records were handed on; fewer than {@code max} after silence or a wake-up */
    long read(Limit limit, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        long count = 0;
        long lastSeen = nanoTime.getAsLong();
        Duration patience = patience(limit.silence(), lastSeen);
        try {
            while (count != limit.max() && patience.compareTo(Duration.ZERO) > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
                    sink.accept(record);
                    lastSeen = nanoTime.getAsLong();
                    count++;
                    if (count == limit.max()) {
                        break;
                    }
                }
                patience = patience(limit.silence(), lastSeen);
            }
        } catch (WakeupException e) {
            return count;
        }
        return count;
    }

    /** Zero or less when there was silence for long enough. Asked once a turn: no poll waits for less than nothing. */
    private Duration patience(Duration silence, long lastSeen) {
        if (silence == null) {
            return TURN;
        }
        Duration left = silence.minusNanos(nanoTime.getAsLong() - lastSeen);
        return left.compareTo(TURN) < 0 ? left : TURN;
    }
}
