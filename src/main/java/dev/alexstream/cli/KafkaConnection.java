package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaAnswers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Brokers that have answered at least once, and clients of them. */
final class KafkaConnection implements AutoCloseable {

    /** How long an answer is waited for before a command gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ClientSettings settings;
    private final Admin admin;

    private KafkaConnection(ClientSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** @throws CommandFailure when nothing answers within {@link #PATIENCE} */
    static KafkaConnection open(Map<String, Object> properties) {
        ClientSettings settings = new ClientSettings(properties);
        Admin admin = createAdmin(settings);
        KafkaConnection connection = new KafkaConnection(settings, admin);
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

    private static Admin createAdmin(ClientSettings settings) {
        try {
            return Admin.create(settings.admin());
        } catch (KafkaException e) {
            throw KafkaFailures.unusable(e);
        }
    }

    String bootstrapServers() {
        return String.valueOf(settings.given().get("bootstrap.servers"));
    }

    Admin admin() {
        return admin;
    }

    void requireTopic(String topic) {
        if (!KafkaAnswers.await(admin.listTopics().names(), "list its topics").contains(topic)) {
            throw new CommandFailure("there is no topic " + topic + " at " + bootstrapServers());
        }
    }

    /** @throws CommandFailure when the client does not accept its settings */
    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> overrides) {
        try {
            return new KafkaConsumer<>(
                    settings.consumer(overrides), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaFailures.unusable(e);
        }
    }

    /** @throws CommandFailure when the client does not accept its settings */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> overrides) {
        try {
            return new KafkaProducer<>(
                    settings.producer(overrides), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaFailures.unusable(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
