package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {

    private static final long MIB = 1024 * 1024;

    @Test
    void shouldPinNamesAndDefaultsOfTheTopics() {
        TopicsConfig topics = KafkaConfigs.of(Map.of()).topics();

        assertThat(topics.requests()).isEqualTo("images.requests");
        assertThat(topics.classifications()).isEqualTo("images.classifications");
        assertThat(topics.deadLetters()).isEqualTo("images.dead-letters");
        assertThat(topics.labels()).isEqualTo("images.labels");
        assertThat(topics.shadow()).isEqualTo("images.shadow");
        assertThat(topics.create()).isTrue();
        assertThat(topics.partitions()).isEqualTo(12);
        assertThat(topics.replication()).isEmpty();
        assertThat(topics.maxMessageBytes().asLongValue()).isEqualTo(8 * MIB);
    }

    @Test
    void shouldPinNamesAndDefaultsOfTheWorker() {
        WorkerConfig worker = KafkaConfigs.of(Map.of()).worker();

        assertThat(worker.groupId()).isEqualTo("alexstream");
        assertThat(worker.instanceId()).isEmpty();
        assertThat(worker.assignment()).isEqualTo(Assignment.COOPERATIVE);
        assertThat(worker.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
        assertThat(worker.inFlight().maxRecords()).isEqualTo(2000);
        assertThat(worker.inFlight().maxBytes().asLongValue()).isEqualTo(256 * MIB);
        assertThat(worker.commit().interval()).isEqualTo(Duration.ofMillis(50));
        assertThat(worker.commit().maxRecords()).isEqualTo(500);
        assertThat(worker.shutdown().timeout()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldReadEveryKeyByItsName() {
        KafkaConfigs configs = KafkaConfigs.of(Map.ofEntries(
                Map.entry("alexstream.topics.dead-letters", "rejects"),
                Map.entry("alexstream.topics.max-message-bytes", "1M"),
                Map.entry("alexstream.group-id", "g"),
                Map.entry("alexstream.instance-id", "worker-0"),
                Map.entry("alexstream.assignment", "consumer"),
                Map.entry("alexstream.delivery", "at-least-once"),
                Map.entry("alexstream.in-flight.max-records", "7"),
                Map.entry("alexstream.commit.interval", "1s"),
                Map.entry("alexstream.shutdown.timeout", "500ms"),
                Map.entry("kafka.sasl.mechanism", "PLAIN")));

        assertThat(configs.topics().deadLetters()).isEqualTo("rejects");
        assertThat(configs.topics().maxMessageBytes().asLongValue()).isEqualTo(MIB);
        assertThat(configs.worker().groupId()).isEqualTo("g");
        assertThat(configs.worker().instanceId()).contains("worker-0");
        assertThat(configs.worker().assignment()).isEqualTo(Assignment.CONSUMER);
        assertThat(configs.worker().delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(configs.worker().inFlight().maxRecords()).isEqualTo(7);
        assertThat(configs.worker().commit().interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configs.worker().shutdown().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(configs.kafka().properties()).containsEntry("sasl.mechanism", "PLAIN");
    }

    @Test
    void shouldReadClientPropertiesFromTheEnvironment() {
        KafkaConfig kafka = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "b:9092", "KAFKA_SECURITY_PROTOCOL", "SSL"), 300))
                .withMapping(KafkaConfig.class)
                .build()
                .getConfigMapping(KafkaConfig.class);

        assertThat(kafka.properties())
                .containsEntry("bootstrap.servers", "b:9092")
                .containsEntry("security.protocol", "SSL");
    }
}
