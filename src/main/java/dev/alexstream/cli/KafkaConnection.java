package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaAnswers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Brokers that have answered at least once, and clients of them. */
final class KafkaConnection implements AutoCloseable {

    /** How long an answer is waited for before a command gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> properties;
    private final Admin admin;

    private KafkaConnection(Map<String, Object> properties, Admin admin) {
        this.properties = properties;
        this.admin = admin;
    }

    /** @throws CommandFailure when nothing answers within {@link #PATIENCE} */
    static KafkaConnection open(Map<String, Object> properties) {
        Admin admin = createAdmin(properties);
        KafkaConnection connection = new KafkaConnection(properties, admin);
        try {
            var options = new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
            admin.describeCluster(options).clusterId().get();
            return connection;
        } catch (ExecutionException e) {
            connection.close();
            throw KafkaFailures.unreachable(connection.bootstrapServers(), e.getCause());
        } catch (InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while connecting to " + connection.bootstrapServers(), e);
        }
    }

    private static Admin createAdmin(Map<String, Object> properties) {
        var settings = new HashMap<>(properties);
        settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw KafkaFailures.unusable(e);
        }
    }

    String bootstrapServers() {
        return String.valueOf(properties.get("bootstrap.servers"));
    }

    Admin admin() {
        return admin;
    }

    void requireTopic(String topic) {
        if (!KafkaAnswers.await(admin.listTopics().names(), "list its topics").contains(topic)) {
            throw new CommandFailure("there is no topic " + topic + " at " + bootstrapServers());
        }
    }

    /** A consumer without a group that never commits by itself and never jumps when its position is gone. */
    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> overrides) {
        var settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.putAll(overrides);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that counts a record as sent when all in-sync replicas have it. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> overrides) {
        var settings = new HashMap<>(properties);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.putAll(overrides);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
