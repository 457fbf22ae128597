package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The numbers were worked out by hand. Black inputs give the weights no gradient, so that only their decay moves them. */
class ClassicalMomentumTest {

    private static final Architecture TWO_CLASSES = new Architecture("two", 1, List.of(new Softmax("output", 2)));
    private static final Weights START = new Weights(Map.of(
            "output.weight", Tensor.of(DataType.F32, List.of(2, 3), 2, 2, 2, 2, 2, 2),
            "output.bias", Tensor.of(DataType.F32, List.of(2), 0, 0)));

    private final DividedRate rate = new DividedRate(0.1);
    private final Optimizer.Momentum optimizer = new Optimizer.Momentum(rate, 0.9, 0.5);

    @Test
    void shouldLetWeightsDecayThroughTheMomentum() {
        try (Tail tail = tail()) {
            // v = 0.9 * 0 - 0.5 * 0.1 * 2 = -0.1
            assertThat(step(tail, 1).floats("output.weight")[0]).isCloseTo(1.9f, within(1e-6f));
            // v = 0.9 * -0.1 - 0.5 * 0.1 * 1.9 = -0.185
            assertThat(step(tail, 1).floats("output.weight")[0]).isCloseTo(1.715f, within(1e-6f));
        }
    }

    @Test
    void shouldMoveAgainstTheMeanGradientOfTheBatchAndLetNoBiasDecay() {
        try (Tail tail = tail()) {
            // each example: gradient 1/2 - 1, v = 0.1 * 0.5 = 0.05
            assertThat(step(tail, 3).floats("output.bias")[0]).isCloseTo(0.05f, within(1e-6f));
            // gradient 1 / (1 + exp(-0.1)) - 1 = -0.4750208, v = 0.9 * 0.05 + 0.1 * 0.4750208 = 0.0925021
            assertThat(step(tail, 3).floats("output.bias")[0]).isCloseTo(0.1425021f, within(1e-6f));
        }
    }

    @Test
    void shouldGoOnWithTheSameMomentumWhenTheRateIsDivided() {
        try (Tail tail = tail()) {
            step(tail, 1);
            tail.divideRate(1);

            // v = 0.9 * -0.1 - 0.5 * 0.01 * 1.9 = -0.0995
            assertThat(step(tail, 1).floats("output.weight")[0]).isCloseTo(1.8005f, within(1e-6f));
        }
    }

    @Test
    void shouldReportTheCrossEntropyWithoutWhatMakesWeightsDecay() {
        try (Tail tail = tail()) {
            assertThat(tail.fit(new float[3], new float[] {1, 0})).isCloseTo(Math.log(2), within(1e-6));
        }
    }

    @Test
    void shouldTakeTheNumbersOfThePaper() {
        var chosen =
                (Optimizer.Momentum) Recipe.KRIZHEVSKY_2012.optimizer(Recipe.KRIZHEVSKY_2012.firstRate(), false, 1);

        assertThat(chosen.momentum()).isEqualTo(0.9);
        assertThat(chosen.weightDecay()).isEqualTo(0.0005);
        assertThat(chosen.rate().valueAt(0, 0)).isEqualTo(0.01);
        chosen.rate().divide(3);
        assertThat(chosen.rate().valueAt(7, 1)).isCloseTo(0.00001, within(1e-12));
    }

    private Tail tail() {
        return new Tail(TWO_CLASSES, "output", START, new Tail.Settings(optimizer, 1, 1));
    }

    private static Weights step(Tail tail, int examples) {
        float[] targets = new float[2 * examples];
        for (int example = 0; example < examples; example++) {
            targets[2 * example] = 1;
        }
        tail.fit(new float[3 * examples], targets);
        return tail.weights();
    }
}
