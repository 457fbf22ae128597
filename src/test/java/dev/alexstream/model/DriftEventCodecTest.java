package dev.alexstream.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.message.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftEventCodecTest {

    private static final DriftEvent EVENT = event(new DriftScores(0.3127, 0.0214, 0.1093));
    private static final String GOLDEN = golden();

    @Test
    void shouldWriteTheSameBytesAsEver() {
        assertThat(DriftEventCodec.encode(EVENT)).asString().isEqualTo(GOLDEN);
    }

    @Test
    void shouldReadWhatWasEverWritten() {
        assertThat(decode(GOLDEN)).isEqualTo(EVENT);
    }

    @Test
    void shouldLeaveOutTheFeaturesOfAModelWithoutAny() {
        DriftEvent blind = event(new DriftScores(0.1, 0.26, Double.NaN));

        String json = new String(DriftEventCodec.encode(blind), UTF_8);

        assertThat(json).contains("\"scores\":{\"labels\":0.1,\"confidence\":0.26},", "\"exceeded\":[\"confidence\"]");
        assertThat(decode(json)).isEqualTo(blind);
        assertThat(Schemas.validate(Schemas.read("drift-event"), json.getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void shouldIgnoreMembersOfNewerEvents() {
        assertThat(decode(GOLDEN.replace("\"answers\"", "\"colour\":\"blue\",\"answers\"")))
                .isEqualTo(EVENT);
    }

    @Test
    void shouldBeWhatTheSchemaDescribes() {
        assertThat(Schemas.validate(Schemas.read("drift-event"), GOLDEN.getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"drift\" | \"promoted\"",
                "sha256:0 | md5:0",
                "\"flowers17\" | \"../flowers17\"",
                "2026-11-25T20:00:00Z | yesterday",
                "\"at\" | \"when\"",
                "\"worker\" | \"by\"",
                "\"scores\" | \"marks\"",
                "\"thresholds\" | \"bounds\"",
                "1000,\"looks\" | \"many\",\"looks\"",
            })
    void shouldRefuseWhatIsNoEventOfDrift(String part, String replacement) {
        String json = GOLDEN.replace(part, replacement);

        assertThat(json).isNotEqualTo(GOLDEN);
        assertThatThrownBy(() -> decode(json)).isInstanceOf(ModelException.class);
        assertThat(Schemas.validate(Schemas.read("drift-event"), json.getBytes(UTF_8)))
                .isNotEmpty();
    }

    private static DriftEvent event(DriftScores scores) {
        return new DriftEvent(
                new ModelReference("flowers17", "2", "sha256:" + "0123456789abcdef".repeat(4)),
                "worker-0",
                Instant.parse("2026-11-25T20:00:00Z"),
                1000,
                125,
                scores,
                new DriftRules(1000, 0.25, 0.5));
    }

    private static DriftEvent decode(String json) {
        return DriftEventCodec.decode(json.getBytes(UTF_8));
    }

    private static String golden() {
        try (InputStream in = DriftEventCodecTest.class.getResourceAsStream("/golden/v1/models/drift.json")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
