package dev.alexstream.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** What stands in a topic now, from the beginning to the end that it has at the start of the reading. */
final class TopicSnapshot {

    private static final Duration TURN = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private TopicSnapshot(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    /** With a consumer that reads committed records only, the end is where the first open transaction begins. */
    static TopicSnapshot open(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = TopicTail.partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicSnapshot(consumer, consumer.endOffsets(partitions));
    }

    /**
     * Hands the records on, those of a partition in order.
     *
     * @param sink false when it has enough
     */
    void read(Predicate<ConsumerRecord<byte[], byte[]>> sink) {
        try {
            boolean more = true;
            while (more && !isAtEnd()) {
                more = handOn(sink);
            }
        } catch (WakeupException e) {
            // somebody pressed Ctrl-C
        }
    }

    private boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean handOn(Predicate<ConsumerRecord<byte[], byte[]>> sink) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TURN)) {
            boolean younger = record.offset() >= ends.get(new TopicPartition(record.topic(), record.partition()));
            if (!younger && !sink.test(record)) {
                return false;
            }
        }
        return true;
    }
}
