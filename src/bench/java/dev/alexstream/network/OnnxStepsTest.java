package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OnnxStepsTest {

    private static final ActivationRanges RANGES = new ActivationRanges(1, new TreeMap<>(Map.of("conv2", 510.0)));

    @Test
    void shouldHaveAStepForEachLevelOfAPixel() {
        var steps = OnnxSteps.of(preprocessing(100, 2), RANGES);

        assertThat(steps.image().size()).isEqualTo(0.5f);
        assertThat(steps.image().zero()).isEqualTo(100);
    }

    @Test
    void shouldSpanAllChannels() {
        var preprocessing = new Preprocessing(256, List.of(0.0, 127.5, 255.0), List.of(1.0, 1.0, 1.0));

        var steps = OnnxSteps.of(preprocessing, RANGES);

        assertThat(steps.image().size()).isEqualTo(2);
        assertThat(steps.image().zero()).isBetween(127, 128);
    }

    @Test
    void shouldReachFromZeroWhenNoPixelBecomesNegative() {
        var steps = OnnxSteps.of(preprocessing(0, 255), RANGES);

        assertThat(steps.image().zero()).isZero();
        assertThat(steps.image().size()).isCloseTo(1 / 255f, within(1e-9f));
    }

    @Test
    void shouldReachFromZeroToTheLargestActivation() {
        assertThat(new OnnxSteps(new OnnxSteps.Step(1, 0), RANGES).into("conv2"))
                .isEqualTo(new OnnxSteps.Step(2, 0));
    }

    @Test
    void shouldNameALayerThatNobodyLookedAt() {
        var steps = new OnnxSteps(new OnnxSteps.Step(1, 0), RANGES);

        assertThatThrownBy(() -> steps.into("conv3"))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("conv3");
    }

    private static Preprocessing preprocessing(double mean, double scale) {
        return new Preprocessing(256, List.of(mean, mean, mean), List.of(scale, scale, scale));
    }
}
