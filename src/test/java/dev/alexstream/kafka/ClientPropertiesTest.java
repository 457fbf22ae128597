package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "enable.auto.commit,true",
        "isolation.level,read_uncommitted",
        "auto.offset.reset,earliest",
        "group.id,other",
        "group.protocol,consumer",
        "key.deserializer,x.Y"
    })
    void shouldRefuseConsumerPropertiesThatBreakThePromise(String name, String value) {
        ClientProperties clients = with("kafka." + name, value).clients();

        assertThatThrownBy(clients::consumer)
                .isInstanceOf(KafkaSetupException.class)
                .hasMessageContaining("kafka." + name)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({"enable.idempotence,false", "acks,1", "transactional.id,fixed"})
    void shouldRefuseProducerPropertiesThatBreakThePromise(String name, String value) {
        ClientProperties clients = with("kafka." + name, value).clients();

        assertThatThrownBy(clients::producer)
                .isInstanceOf(KafkaSetupException.class)
                .hasMessageContaining("kafka." + name);
    }

    @Test
    void shouldAcceptAnEnforcedPropertyThatAgrees() {
        assertThat(with("kafka.acks", "ALL").clients().producer()).containsEntry("acks", "all");
    }

    @Test
    void shouldLetTheUserOverrideDefaults() {
        KafkaConfigs configs = with("kafka.session.timeout.ms", "6000");

        assertThat(configs.clients().consumer()).containsEntry("session.timeout.ms", "6000");
    }

    @Test
    void shouldGiveEachClientOnlyWhatItKnowsAndWhatNoClientKnows() {
        Map<String, Object> producer = with("kafka.session.timeout.ms", "6000", "kafka.login.extra", "x")
                .clients()
                .producer();

        assertThat(producer).doesNotContainKey("session.timeout.ms").containsEntry("login.extra", "x");
    }

    @Test
    void shouldAgreeWithTheSizeOfDeadLetters() {
        Map<String, Object> producer =
                with("alexstream.topics.max-message-bytes", "1M").clients().producer();

        assertThat(Long.parseLong((String) producer.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)))
                .isGreaterThanOrEqualTo(1024 * 1024 + 64 * 1024);
    }

    @Test
    void shouldNameTheInstanceInTheTransactionalId() {
        assertThat(with().clients().transactionalId()).isEqualTo("alexstream-host-1");
        assertThat(with("alexstream.instance-id", "worker-3").clients().transactionalId())
                .isEqualTo("alexstream-worker-3");
    }

    @Test
    void shouldWriteWithoutTransactionsAtLeastOnce() {
        assertThat(with("alexstream.delivery", "at-least-once").clients().producer())
                .doesNotContainKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                .containsEntry("acks", "all");
    }

    @ParameterizedTest
    @CsvSource({
        "cooperative,classic,org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        "eager,classic,org.apache.kafka.clients.consumer.RangeAssignor",
        "consumer,consumer,"
    })
    void shouldChooseTheProtocolOfTheAssignment(String assignment, String protocol, String assignor) {
        Map<String, Object> consumer =
                with("alexstream.assignment", assignment).clients().consumer();

        assertThat(consumer).containsEntry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol);
        assertThat(consumer.get(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG))
                .isEqualTo(assignor);
    }

    @Test
    void shouldSayThatTheServersAreMissing() {
        assertThatThrownBy(() -> KafkaConfigs.of(Map.of()).clients())
                .isInstanceOf(KafkaSetupException.class)
                .hasMessageContaining("kafka.bootstrap.servers");
    }

    private static KafkaConfigs with(String... namesAndValues) {
        Map<String, String> properties = new HashMap<>(Map.of("kafka.bootstrap.servers", "127.0.0.1:1"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return KafkaConfigs.of(properties);
    }
}
