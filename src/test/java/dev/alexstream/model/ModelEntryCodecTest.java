package dev.alexstream.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchema;
import dev.alexstream.message.Schemas;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEntryCodecTest {

    private static final Instant AT = Instant.parse("2026-11-25T20:00:00Z");
    private static final ModelReference PARENT =
            new ModelReference("flowers17", "1", "sha256:" + "fedcba9876543210".repeat(4));

    private static final ModelEntry PROMOTED = new ModelEntry(
            new ModelReference("flowers17", "2", "sha256:" + "0123456789abcdef".repeat(4)),
            URI.create("file:///models/flowers17/2"),
            Optional.of(PARENT),
            new TreeMap<>(Map.of("holdout-top-1", 0.94)),
            List.of(
                    event(ModelEventType.REGISTERED, AT, "trainer", Optional.empty()),
                    event(
                            ModelEventType.PROMOTED,
                            AT.plusNanos(3_000_250_000L),
                            "trainer",
                            Optional.of("1.2 points better on 272 examples"))));

    private static final ModelEntry CANARY = new ModelEntry(
            PARENT,
            URI.create("s3://models/flowers17/1"),
            Optional.empty(),
            new TreeMap<>(),
            List.of(
                    event(ModelEventType.REGISTERED, AT, "cli", Optional.empty()),
                    new ModelEvent(
                            ModelEventType.CANARY_STARTED,
                            AT.plusSeconds(1),
                            "cli",
                            Optional.empty(),
                            OptionalDouble.of(0.1))));

    @Test
    void shouldWriteTheSameBytesAsEver() {
        assertThat(ModelEntryCodec.encode(PROMOTED)).asString().isEqualTo(golden("promoted"));
        assertThat(ModelEntryCodec.encode(CANARY)).asString().isEqualTo(golden("canary"));
    }

    @Test
    void shouldReadWhatWasEverWritten() {
        assertThat(decode(golden("promoted"))).isEqualTo(PROMOTED);
        assertThat(decode(golden("canary"))).isEqualTo(CANARY);
        assertThat(CANARY.share()).hasValue(0.1);
    }

    @Test
    void shouldIgnoreMembersOfNewerEvents() {
        assertThat(decode(golden("promoted").replace("\"figures\"", "\"colour\":\"blue\",\"figures\"")))
                .isEqualTo(PROMOTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"promoted", "canary"})
    void shouldBeWhatTheSchemaDescribes(String name) {
        assertThat(Schemas.validate(Schemas.read("model-event"), golden(name).getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sha256:0 | md5:0 | INVALID_REFERENCE",
                "\"name\":\"flowers17\",\"version\":\"2\" | \"name\":\"../flowers17\",\"version\":\"2\" | INVALID_REFERENCE",
                "\"history\":[{\"type\":\"registered\" | \"history\":[{\"type\":\"vanished\" | INVALID_EVENT",
                "\"at\":\"2026-11-25T20:00:00Z\" | \"at\":\"yesterday\" | INVALID_EVENT",
                "\"by\":\"trainer\",\"reason\" | \"reason\" | INVALID_EVENT",
                "\"location\" | \"place\" | INVALID_EVENT",
                "\"history\" | \"past\" | INVALID_EVENT",
            })
    void shouldRefuseWhatIsNoEvent(String part, String replacement, Problem problem) {
        JsonSchema schema = Schemas.read("model-event");
        String json = golden("promoted").replace(part, replacement);

        assertThat(json).isNotEqualTo(golden("promoted"));
        assertThatThrownBy(() -> decode(json)).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
        assertThat(Schemas.validate(schema, json.getBytes(UTF_8))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{} {}", "{\"location\":\"a b\",\"history\":[null]}"})
    void shouldRefuseWhatIsNoBodyAtAll(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(ModelException.class);
    }

    private static ModelEvent event(ModelEventType type, Instant at, String by, Optional<String> reason) {
        return new ModelEvent(type, at, by, reason, OptionalDouble.empty());
    }

    private static ModelEntry decode(String json) {
        return ModelEntryCodec.decode(json.getBytes(UTF_8));
    }

    private static String golden(String name) {
        try (InputStream in = ModelEntryCodecTest.class.getResourceAsStream("/golden/v1/models/" + name + ".json")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
