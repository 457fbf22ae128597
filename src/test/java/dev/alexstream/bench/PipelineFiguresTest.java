package dev.alexstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.bench.PipelineFigures.CpuSeconds;
import dev.alexstream.bench.PipelineFigures.Window;
import dev.alexstream.engine.Classifier.EngineInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineFiguresTest {

    private static final CoreCost COST = new CoreCost(new EngineInfo("fake", "fp32", "cpu"), 0.006, 0.002);

    /** 1,000 images in 10 s on two cores; broker and client need 2 ms of a core for each. */
    private static final PipelineFigures FIGURES = new PipelineFigures(
            new Window(1_000, 10, 120), new WorkerWork(8, 50, 1_000), new CpuSeconds(9, 1.5, 0.5), COST, 2);

    @Test
    void shouldBoundThePipelineByWhatTheCoresMustDo() {
        assertThat(COST.bound(2, 0)).isEqualTo(250, within(1e-9));
        assertThat(FIGURES.boundImagesPerSecond()).isEqualTo(200, within(1e-9));
        assertThat(FIGURES.shareOfBound()).isEqualTo(0.6, within(1e-9));
    }

    @Test
    void shouldTellHowBusyTheEngineWas() {
        assertThat(FIGURES.inferenceBusyShare()).isEqualTo(0.8, within(1e-9));
        assertThat(FIGURES.meanBatchSize()).isEqualTo(20, within(1e-9));
        assertThat(FIGURES.perImageMillis(9)).isEqualTo(9, within(1e-9));
    }

    @Test
    void shouldWeighDecodingByTheNumberOfImages() {
        assertThat(CoreCost.ofDecoding(List.of(figure(3, 2), figure(1, 10)))).isEqualTo(0.004, within(1e-9));
    }

    private static DecodeFigure figure(int images, double coreMillis) {
        return new DecodeFigure(
                new DecodeFigure.Files("jpeg", SizeClass.UNDER_1_MEGAPIXEL, images, 1_000),
                new DecodeFigure.Cost(1, coreMillis, coreMillis, 1));
    }
}
