package dev.alexstream.cli;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of the clients of a command: what was given as {@code kafka.*} wins over our defaults and those of the clients, but not over
 * what the commands stand on.
 */
record ClientSettings(Map<String, Object> given) {

    private static final int PATIENCE_MS = (int) KafkaConnection.PATIENCE.toMillis();

    Map<String, Object> admin() {
        var settings = new HashMap<>(given);
        if (!settings.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            // beside a longer time-out of requests the client refuses this one, and makes its own fit
            settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        }
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
        return settings;
    }

    /** Without a group; never commits by itself and never jumps when its position is gone. */
    Map<String, Object> consumer(Map<String, Object> overrides) {
        var settings = new HashMap<>(given);
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.putAll(overrides);
        return settings;
    }

    /**
     * Counts a record as sent when all in-sync replicas have it. The time-outs are Kafka's own, long enough for slow uplinks: 30 s for a
     * request, which may be as large as the largest message, 120 s for what waits in the buffer.
     */
    Map<String, Object> producer(Map<String, Object> overrides) {
        var settings = new HashMap<>(given);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.putAll(overrides);
        return settings;
    }
}
