package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightStepsTest {

    @Test
    void shouldReachToTheLargestWeightOfEachOutput() {
        WeightSteps steps = new WeightSteps(new float[] {1, -0.5f, 0, 10, 127, -127}, 2);

        assertThat(steps.counts()).containsExactly(127, -64, 0, 10, 127, -127);
        assertThat(steps.sizes()).containsExactly(new float[] {1 / 127f, 1}, within(1e-9f));
    }

    @Test
    void shouldStandForTheWeightsToHalfAStep() {
        float[] weight = {0.3f, -0.21f, 0.111f, 0.05f};

        assertThat(new WeightSteps(weight, 1).values()).containsExactly(weight, within(0.3f / 127 / 2 + 1e-7f));
    }

    @Test
    void shouldKeepAnOutputThatHasNoWeights() {
        assertThat(new WeightSteps(new float[] {0, 0}, 1).values()).containsExactly(0, 0);
    }
}
