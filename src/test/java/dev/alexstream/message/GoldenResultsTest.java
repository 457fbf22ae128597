package dev.alexstream.message;

import static dev.alexstream.message.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenResultsTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String IMAGE_SHA = "fedcba9876543210".repeat(4);

    private static final Classified TYPICAL = new Classified(
            "7c1e",
            "s3://photos/a.jpg",
            List.of(
                    new Prediction("daffodil", 0, 0.9731),
                    new Prediction("daisy", 16, 0.026899),
                    new Prediction("rose", 3, 0.000001)),
            new ModelIdentity("flowers17", "3", DIGEST),
            new ImageFacts(IMAGE_SHA, "jpeg", 500, 333, 83_211),
            new Timing(1.2, 2.3, 4, 18.7),
            32);

    private static final Classified HARD_TEXT = new Classified(
            "\"G\u00e4nse\\bl\u00fcmchen\" \uD83C\uDF3C",
            "file:///photos/caf%C3%A9.jpg",
            List.of(new Prediction("L\u00f6wenzahn", 0, 1)),
            new ModelIdentity("flowers17", "1", DIGEST),
            new ImageFacts(IMAGE_SHA, "webp", 1, 1, 26),
            new Timing(0, 0.1, 0, 12_345.7),
            1);

    @Test
    void shouldWriteTheSameBytesAsEver() {
        assertThat(ResultCodec.encode(TYPICAL)).asString().isEqualTo(text("typical.json"));
        assertThat(ResultCodec.encode(HARD_TEXT)).asString().isEqualTo(text("hard-text.json"));
    }

    @Test
    void shouldReadWhatWasEverWritten() {
        assertThat(ResultCodec.decode(Golden.result("typical.json"))).isEqualTo(TYPICAL);
        assertThat(ResultCodec.decode(Golden.result("hard-text.json"))).isEqualTo(HARD_TEXT);
    }

    @Test
    void shouldWriteTheSameHeadersAsEver() {
        InboundRecord request = Records.record(
                Records.jpeg(), "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "label", "x");

        assertThat(ResultHeaders.of(request).stream()
                        .map(header -> header.name() + ": " + new String(header.value(), StandardCharsets.UTF_8)))
                .containsExactlyElementsOf(text("headers.txt").lines().toList());
    }

    @Test
    void shouldReadTheExampleOfTheContract() {
        Classified example = ResultCodec.decode(bytes("""
                {"id":"7c1e…","source":"s3://photos/a.jpg",
                 "predictions":[{"label":"daffodil","index":0,"probability":0.9731}],
                 "model":{"name":"flowers17","version":"3","digest":"sha256:…"},
                 "image":{"sha256":"…","format":"jpeg","width":500,"height":333,"bytes":83211},
                 "timing_ms":{"fetch":1.2,"decode":2.3,"queue":4.0,"inference":18.7},
                 "batch_size":32}"""));

        assertThat(example.timing()).isEqualTo(TYPICAL.timing());
        assertThat(example.batchSize()).isEqualTo(32);
    }

    private static String text(String file) {
        return new String(Golden.result(file), StandardCharsets.UTF_8);
    }
}
