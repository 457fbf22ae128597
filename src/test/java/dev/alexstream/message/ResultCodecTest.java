package dev.alexstream.message;

import static dev.alexstream.message.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCodecTest {

    private static final String BODY = "{\"id\":\"7c1e\",\"source\":\"s3://photos/a.jpg\","
            + "\"predictions\":[{\"label\":\"daffodil\",\"index\":0,\"probability\":0.9731}],"
            + "\"model\":{\"name\":\"flowers17\",\"version\":\"3\",\"digest\":\"sha256:00ff\"},"
            + "\"image\":{\"sha256\":\"ff00\",\"format\":\"jpeg\",\"width\":500,\"height\":333,\"bytes\":83211},"
            + "\"timing_ms\":{\"fetch\":1.2,\"decode\":2.3,\"queue\":4.0,\"inference\":18.7},"
            + "\"batch_size\":32}";

    @Test
    void shouldWriteMembersInTheOrderOfTheContract() {
        assertThat(text(result(0.9731, 1.2))).isEqualTo(BODY);
    }

    @Test
    void shouldReadWhatItWrites() {
        assertThat(ResultCodec.decode(bytes(BODY))).isEqualTo(result(0.9731, 1.2));
    }

    @Test
    void shouldIgnoreMembersOfNewerResults() {
        assertThat(ResultCodec.decode(bytes(BODY.replaceFirst("\\{", "{\"new\":[],"))))
                .isEqualTo(result(0.9731, 1.2));
    }

    @ParameterizedTest
    @CsvSource({"0.97312345,0.973123", "1,1.0", "0,0.0", "1e-9,0.0", "1e-6,0.000001", "0.9999999,1.0"})
    void shouldRoundProbabilities(double probability, String written) {
        assertThat(text(result(probability, 0))).contains("\"probability\":" + written + "}");
    }

    @ParameterizedTest
    @CsvSource({"0,0.0", "0.04,0.0", "18.66,18.7", "123456789,123456789.0", "1e7,10000000.0"})
    void shouldRoundMilliseconds(double fetch, String written) {
        assertThat(text(result(0.5, fetch))).contains("{\"fetch\":" + written + ",");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseNumbersThatJsonCannotSay(double probability) {
        assertThatThrownBy(() -> ResultCodec.encode(result(probability, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("probability");
    }

    @ParameterizedTest
    @CsvSource({"batch_size,batch", "timing_ms,timing", "label,name", "predictions,guesses", "width,w"})
    void shouldNameTheMemberThatIsMissing(String member, String renamed) {
        byte[] body = bytes(BODY.replace("\"" + member + "\"", "\"" + renamed + "\""));

        assertThatThrownBy(() -> ResultCodec.decode(body))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + member + "'");
    }

    @Test
    void shouldRefuseToReadWhatIsNotJson() {
        assertThatThrownBy(() -> ResultCodec.decode(Records.jpeg())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Classified result(double probability, double fetch) {
        return new Classified(
                "7c1e",
                "s3://photos/a.jpg",
                List.of(new Prediction("daffodil", 0, probability)),
                new ModelIdentity("flowers17", "3", "sha256:00ff"),
                new ImageFacts("ff00", "jpeg", 500, 333, 83_211),
                new Timing(fetch, 2.3, 4, 18.7),
                32);
    }

    private static String text(Classified result) {
        return new String(ResultCodec.encode(result), StandardCharsets.UTF_8);
    }
}
