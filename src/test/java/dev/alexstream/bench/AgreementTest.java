package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.bench.Agreement.Answers;
import dev.alexstream.engine.Classifier.EngineInfo;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final Answers EXPECTED = answers("fp32", 0.7f, 0.3f);

    @Test
    void shouldAcceptWhatThePrecisionExplains() {
        assertThatCode(() -> Agreement.require(EXPECTED, answers("fp32", 0.7001f, 0.2999f)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Agreement.require(EXPECTED, answers("bf16", 0.68f, 0.32f)))
                .doesNotThrowAnyException();
        assertThatCode(() -> Agreement.require(answers("bf16", 0.68f, 0.32f), EXPECTED))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheEnginesThatDiffer() {
        assertThatThrownBy(() -> Agreement.require(EXPECTED, answers("fp32", 0.69f, 0.31f)))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("other fp32 and reference fp32 do not agree");
    }

    @Test
    void shouldNotTakeNumbersThatAreNoneForAgreement() {
        assertThatThrownBy(() -> Agreement.require(EXPECTED, answers("bf16", Float.NaN, 0.3f)))
                .isInstanceOf(BenchException.class);
    }

    private static Answers answers(String precision, float... probabilities) {
        String engine = probabilities[0] == 0.7f ? "reference" : "other";
        return new Answers(new EngineInfo(engine, precision, "cpu"), new float[][] {{0.5f, 0.5f}, probabilities});
    }
}
