package dev.alexstream.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutated golden requests, the same ones in every run. */
class RequestParserFuzzTest {

    private static final int ROUNDS = 10_000;
    private static final Duration SLOWEST = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_123, 987_654_321})
    @Timeout(120)
    void shouldAnswerWhateverTheBytesAre(long seed) {
        Mutations mutations = new Mutations(new Random(seed), Golden.requests());
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            InboundRecord record = mutations.next();
            long start = System.nanoTime();
            ParsedRequest parsed = RequestParser.parse(record);

            assertThat(System.nanoTime() - start).isLessThan(SLOWEST.toNanos());
            valid += check(parsed);
        }
        assertThat(valid).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    @Test
    @Timeout(120)
    void shouldAcceptNoPlainJsonThatTheSchemaRefuses() {
        JsonSchema schema = Schemas.read("plain-request");
        List<Golden> plain = Golden.requests().stream()
                .filter(golden -> golden.name().startsWith("plain-"))
                .toList();
        Mutations mutations = new Mutations(new Random(7), plain);
        for (int round = 0; round < ROUNDS; round++) {
            InboundRecord record = mutations.next();
            if (RequestParser.parse(record) instanceof ParsedRequest.Valid
                    && record.headers().isEmpty()) {
                assertThat(Schemas.validate(schema, withoutByteOrderMark(record.value())))
                        .as("%s", Utf8.decode(record.value()).orElse("not UTF-8"))
                        .isEmpty();
            }
        }
    }

    /** @return 1 if the request is valid: then its result can be written and read again */
    private static int check(ParsedRequest parsed) {
        if (parsed instanceof ParsedRequest.Valid valid) {
            Classified result = result(valid.request());
            assertThat(ResultCodec.decode(ResultCodec.encode(result))).isEqualTo(result);
            return 1;
        }
        Rejected rejected = ((ParsedRequest.Invalid) parsed).rejected();
        assertThat(rejected.code()).isEqualTo(ErrorCode.SCHEMA);
        assertThat(rejected.reason()).endsWith(".").doesNotContain("secret").hasSizeLessThan(500);
        return 0;
    }

    private static byte[] withoutByteOrderMark(byte[] json) {
        return Utf8.encode(Utf8.decode(json).orElseThrow().replaceFirst("^\uFEFF", ""));
    }

    private static Classified result(ImageRequest request) {
        return new Classified(
                request.id(),
                request.source(),
                List.of(new Prediction(request.label().orElse("none"), 0, 0.5)),
                new ModelIdentity("m", "1", "sha256:0"),
                new ImageFacts("0", "gif", 1, 1, 1),
                new Timing(0, 0, 0, 0),
                request.topK().orElse(1));
    }
}
