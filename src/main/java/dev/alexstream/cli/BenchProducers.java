package dev.alexstream.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Producers that publish the requests of a measurement. */
final class BenchProducers {

    /** For publishing a backlog; the broker allows a quarter of an hour. */
    private static final Duration TRANSACTION_BOUND = Duration.ofMinutes(10);

    private BenchProducers() {}

    static KafkaProducer<byte[], byte[]> open(KafkaConnection connection, Settings settings, Map<String, Object> more) {
        var overrides = new HashMap<>(more);
        overrides.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(settings.maxMessageBytes()));
        return connection.producer(overrides);
    }

    /** For a backlog: who reads committed records only sees nothing of it before the end, and then everything. */
    static KafkaProducer<byte[], byte[]> transactional(KafkaConnection connection, Settings settings) {
        return open(
                connection,
                settings,
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "alexstream-bench",
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        (int) TRANSACTION_BOUND.toMillis()));
    }
}
