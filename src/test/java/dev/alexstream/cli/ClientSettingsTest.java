package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

    private static final Map<String, Object> BROKERS = Map.of("bootstrap.servers", "127.0.0.1:1");

    @Test
    void shouldGiveSlowUplinksTime() {
        ProducerConfig producer = producer(Map.of());

        assertThat(producer.getInt("request.timeout.ms")).isEqualTo(30_000);
        assertThat(producer.getInt("delivery.timeout.ms")).isEqualTo(120_000);
        assertThat(producer.getLong("max.block.ms")).isEqualTo(60_000);
    }

    @Test
    void shouldLetTheUserSetHowLongAProducerWaits() {
        ProducerConfig producer = producer(Map.of(
                "request.timeout.ms", "60000",
                "delivery.timeout.ms", "600000",
                "max.block.ms", "70000",
                "linger.ms", "9"));

        assertThat(producer.getInt("request.timeout.ms")).isEqualTo(60_000);
        assertThat(producer.getInt("delivery.timeout.ms")).isEqualTo(600_000);
        assertThat(producer.getLong("max.block.ms")).isEqualTo(70_000);
        assertThat(producer.getLong("linger.ms")).isEqualTo(9);
    }

    @Test
    void shouldKeepWhatTheCommandsStandOn() {
        ProducerConfig producer = producer(Map.of("acks", "1", "enable.idempotence", "false"));
        ConsumerConfig consumer = consumer(Map.of("enable.auto.commit", "true", "auto.offset.reset", "latest"));

        assertThat(producer.getString("acks")).isEqualTo("-1");
        assertThat(producer.getBoolean("enable.idempotence")).isTrue();
        assertThat(consumer.getBoolean("enable.auto.commit")).isFalse();
        assertThat(consumer.getString("auto.offset.reset")).isEqualTo("none");
    }

    @Test
    void shouldLetTheUserSetHowLongAConsumerWaits() {
        assertThat(consumer(Map.of()).getInt("default.api.timeout.ms")).isEqualTo(10_000);
        assertThat(consumer(Map.of("default.api.timeout.ms", "20000")).getInt("default.api.timeout.ms"))
                .isEqualTo(20_000);
    }

    @ParameterizedTest
    @CsvSource({"request.timeout.ms, 25000", "request.timeout.ms, 90000", "default.api.timeout.ms, 20000"})
    void shouldAskAboutTheClusterWithTheTimeOutsOfTheUser(String name, String value) {
        Map<String, Object> settings = settings(Map.of(name, value)).admin();

        assertThat(settings).containsEntry(name, value);
        try (Admin accepted = Admin.create(settings)) {
            assertThat(accepted).isNotNull();
        }
    }

    @Test
    void shouldAskAboutTheClusterWithinAShortBound() {
        assertThat(settings(Map.of()).admin())
                .containsEntry("default.api.timeout.ms", 10_000)
                .containsEntry("request.timeout.ms", 5_000);
    }

    private static ProducerConfig producer(Map<String, Object> given) {
        String serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
        return new ProducerConfig(settings(given)
                .producer(Map.<String, Object>of("key.serializer", serializer, "value.serializer", serializer)));
    }

    private static ConsumerConfig consumer(Map<String, Object> given) {
        String deserializer = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
        return new ConsumerConfig(settings(given)
                .consumer(
                        Map.<String, Object>of("key.deserializer", deserializer, "value.deserializer", deserializer)));
    }

    private static ClientSettings settings(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(BROKERS);
        all.putAll(given);
        return new ClientSettings(all);
    }
}
