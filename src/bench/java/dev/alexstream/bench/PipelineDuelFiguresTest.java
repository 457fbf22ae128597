package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.bench.PipelineDuelFigures.Answers;
import dev.alexstream.bench.PipelineDuelFigures.Side;
import dev.alexstream.engine.Classifier.EngineInfo;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PipelineDuelFiguresTest {

    private static final EngineInfo BF16 = new EngineInfo("onednn", "bf16", "cpu");
    private static final EngineInfo FP32 = new EngineInfo("onnxruntime", "fp32", "cpu");

    @Test
    void shouldTakeTheMedianOfTheRatiosOfEachRound() {
        var figures = new PipelineDuelFigures(side(BF16, 100, 30, 60), side(FP32, 50, 10, 60));

        assertThat(figures.ratio()).isEqualTo(2);
    }

    @Test
    void shouldBearTheRoundingOfBfloat16() {
        var expected = new Answers(FP32, Map.of("a", Map.of("rose", 0.5, "iris", 0.4)));
        var actual = new Answers(BF16, Map.of("a", Map.of("rose", 0.52, "tulip", 0.1)));

        assertThatCode(() -> PipelineDuelFigures.requireAgreement(expected, actual))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefusePipelinesThatSeeSomethingElse() {
        var expected = new Answers(FP32, Map.of("a", Map.of("rose", 0.5)));
        var actual = new Answers(BF16, Map.of("a", Map.of("iris", 0.5)));

        assertThatThrownBy(() -> PipelineDuelFigures.requireAgreement(expected, actual))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("do not agree");
    }

    @Test
    void shouldRefusePipelinesThatDidNotSeeTheSameImages() {
        var expected = new Answers(FP32, Map.of("a", Map.of("rose", 0.5)));
        var actual = new Answers(BF16, Map.of("b", Map.of("rose", 0.5)));

        assertThatThrownBy(() -> PipelineDuelFigures.requireAgreement(expected, actual))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("did not see the same images");
    }

    private static Side side(EngineInfo engine, double... imagesPerSecond) {
        return new Side(
                "pipeline",
                engine,
                DoubleStream.of(imagesPerSecond)
                        .mapToObj(each -> new PipelineTurn(each, 1))
                        .toList());
    }
}
