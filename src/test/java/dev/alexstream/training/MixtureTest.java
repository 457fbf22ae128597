package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import dev.alexstream.training.Mixture.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixtureTest {

    private final Mixture mixture =
            new Mixture(weights(new float[] {0, 0, 0}), weights(new float[] {1, 2, 4}), "output.bias", 2);

    @Test
    void shouldLowerOnlyTheScoresOfNewClasses() {
        Weights after = mixture.after(new Step(1, 0.5f));

        assertThat(after.floats("output.bias")).containsExactly(1, 2, 3.5f);
        assertThat(after.floats("fc6.weight")).containsExactly(1, 2, 4);
    }

    @Test
    void shouldGoPartOfTheWayBack() {
        assertThat(mixture.after(new Step(0.5f, 0)).floats("fc6.weight")).containsExactly(0.5f, 1, 2);
        assertThat(mixture.learned().floats("fc6.weight")).as("left alone").containsExactly(1, 2, 4);
    }

    private static Weights weights(float[] values) {
        return new Weights(Map.of("output.bias", tensor(values), "fc6.weight", tensor(values)));
    }

    private static Tensor tensor(float[] values) {
        return Tensor.of(DataType.F32, List.of(values.length), values.clone());
    }
}
