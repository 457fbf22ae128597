package dev.alexstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions from their beginning to given offsets, without a group. */
final class TopicScan {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Map<String, Object> properties;
    private final Duration silence;

    /** @param client settings of any client of the cluster */
    TopicScan(Map<String, Object> client, IsolationLevel isolation) {
        this(client, isolation, SILENCE);
    }

    /** @param silence how long the cluster may send nothing */
    TopicScan(Map<String, Object> client, IsolationLevel isolation, Duration silence) {
        this.properties = properties(client, isolation);
        this.silence = silence;
    }

    /** Of a consumer without a group that begins at the beginning and reads what is committed. */
    static Map<String, Object> properties(Map<String, Object> client) {
        return properties(client, IsolationLevel.READ_COMMITTED);
    }

    private static Map<String, Object> properties(Map<String, Object> client, IsolationLevel isolation) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "16777216");
        return properties;
    }

    /** @throws KafkaSetupException when the cluster falls silent before the ends are reached */
    void read(Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long heard = System.nanoTime();
            while (!reached(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    heard = System.nanoTime();
                    if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                        sink.accept(record);
                    }
                }
                requireAnswers(heard);
            }
        }
    }

    private void requireAnswers(long heard) {
        if (System.nanoTime() - heard > silence.toNanos()) {
            throw new KafkaSetupException("The Kafka cluster sent nothing for " + silence.toSeconds() + " seconds.");
        }
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        open.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
        return open.isEmpty();
    }
}
