package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.Timing;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.message.Shadowed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class OutcomeRecordsTest {

    private static final int PARTITIONS = 4;

    private long now;
    private final OutcomeRecords records =
            new OutcomeRecords(KafkaConfigs.of(Map.of()).topics(), new ShadowRest(() -> now));

    @Test
    void shouldWriteAResultWithTheKeyAndTheCoordinatesOfItsRequest() {
        Classified result = FakeClassification.result("id-1");

        ProducerRecord<byte[], byte[]> record = write(request("key"), result);

        assertThat(record.topic()).isEqualTo("images.classifications");
        assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(ResultCodec.decode(record.value())).isEqualTo(result);
        assertThat(header(record, "request-topic")).isEqualTo("images.requests");
        assertThat(header(record, "request-partition")).isEqualTo("6");
        assertThat(header(record, "request-offset")).isEqualTo("42");
    }

    @Test
    void shouldLeaveThePartitionOfKeyedOutcomesToTheKey() {
        assertThat(write(request("key"), FakeClassification.result("id")).partition())
                .isNull();
    }

    @Test
    void shouldKeepOutcomesWithoutKeyInThePartitionOfTheirRequest() {
        assertThat(write(request(null), FakeClassification.result("id")).partition())
                .isEqualTo(6 % PARTITIONS);
        assertThat(write(request(null), new Rejected(ErrorCode.SCHEMA, "It is bad."))
                        .partition())
                .isEqualTo(6 % PARTITIONS);
    }

    @Test
    void shouldKeepKeyValueAndHeadersOfADeadLetter() {
        ProducerRecord<byte[], byte[]> record =
                write(request("key"), new Rejected(ErrorCode.TRUNCATED, "Data is missing."));

        assertThat(record.topic()).isEqualTo("images.dead-letters");
        assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(names(record))
                .containsExactly(
                        "mine",
                        "empty",
                        "dead-letter-topic",
                        "dead-letter-partition",
                        "dead-letter-offset",
                        "dead-letter-reason",
                        "error-code");
        assertThat(header(record, "dead-letter-topic")).isEqualTo("images.requests");
        assertThat(header(record, "dead-letter-partition")).isEqualTo("6");
        assertThat(header(record, "dead-letter-offset")).isEqualTo("42");
        assertThat(header(record, "dead-letter-reason")).isEqualTo("Data is missing.");
        assertThat(header(record, "error-code")).isEqualTo("TRUNCATED");
        assertThat(record.headers().lastHeader("empty").value()).isNull();
    }

    @Test
    void shouldRejectARequestWhoseResultCannotBeWritten() {
        Classified result = FakeClassification.result("id");
        Classified notANumber = new Classified(
                result.id(),
                result.source(),
                result.predictions(),
                result.model(),
                result.image(),
                new Timing(Double.NaN, 0, 0, 0),
                1);

        ProducerRecord<byte[], byte[]> record = write(request("key"), notANumber);

        assertThat(record.topic()).isEqualTo("images.dead-letters");
        assertThat(header(record, "error-code")).isEqualTo("INFERENCE_FAILED");
    }

    @Test
    void shouldNotRejectAResultWhoseTopicIsNotToldInTime() {
        InFlightRequest inFlight = new InFlightRequest(
                new ReceivedRequest(request(null), Optional.empty()),
                CompletableFuture.completedFuture(FakeClassification.result("id")));

        assertThatThrownBy(() -> records.write(inFlight, topic -> {
                    throw new TimeoutException("no metadata of " + topic);
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("images.classifications");
    }

    @Test
    void shouldWriteWhatAShadowSaysBesideTheResult() {
        InFlightRequest inFlight = shadowed(request("key"));

        List<ProducerRecord<byte[], byte[]>> written = records.write(inFlight, topic -> PARTITIONS);

        assertThat(written.stream().map(ProducerRecord::topic))
                .containsExactly("images.classifications", "images.shadow");
        assertThat(written.get(1).key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(ResultCodec.decode(written.get(1).value())).isEqualTo(FakeClassification.result("shadow"));
        assertThat(header(written.get(1), "request-offset")).isEqualTo("42");
    }

    @Test
    void shouldWriteTheResultAloneWhenTheShadowIsDroppedOrItsTopicIsNotTold() {
        InFlightRequest dropped = shadowed(request("key"));
        dropped.dropShadow();

        assertThat(records.write(dropped, topic -> PARTITIONS)).hasSize(1);
        assertThat(records.write(shadowed(request(null)), topic -> partitionsOfAllButShadows(topic, new ArrayList<>())))
                .hasSize(1);
    }

    @Test
    void shouldAskOnceInAWhileForATopicOfShadowsThatIsNotTold() {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var unused = records.write(shadowed(request(null)), topic -> partitionsOfAllButShadows(topic, asked));
        }
        assertThat(asked).containsOnlyOnce("images.shadow");

        now += ShadowRest.LENGTH.toNanos();
        var unused = records.write(shadowed(request(null)), topic -> partitionsOfAllButShadows(topic, asked));

        assertThat(asked.stream().filter("images.shadow"::equals)).hasSize(2);
    }

    private static int partitionsOfAllButShadows(String topic, List<String> asked) {
        asked.add(topic);
        if (topic.equals("images.shadow")) {
            throw new TimeoutException("no metadata of " + topic);
        }
        return PARTITIONS;
    }

    private static InFlightRequest shadowed(InboundRecord request) {
        Outcome outcome = new Shadowed(FakeClassification.result("id"), FakeClassification.result("shadow"));
        return new InFlightRequest(
                new ReceivedRequest(request, Optional.empty()), CompletableFuture.completedFuture(outcome));
    }

    private ProducerRecord<byte[], byte[]> write(InboundRecord request, Outcome outcome) {
        InFlightRequest inFlight = new InFlightRequest(
                new ReceivedRequest(request, Optional.empty()), CompletableFuture.completedFuture(outcome));
        return records.write(inFlight, topic -> PARTITIONS).get(0);
    }

    private static InboundRecord request(String key) {
        return new InboundRecord(
                new RecordCoordinates("images.requests", 6, 42),
                Instant.EPOCH,
                key == null ? null : key.getBytes(UTF_8),
                "value".getBytes(UTF_8),
                List.of(new RecordHeader("mine", "x".getBytes(UTF_8)), new RecordHeader("empty", null)));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static List<String> names(ProducerRecord<byte[], byte[]> record) {
        List<String> names = new ArrayList<>();
        record.headers().forEach(header -> names.add(header.key()));
        return names;
    }
}
