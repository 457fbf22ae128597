package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {

    private static final Architecture TINY = new Architecture(
            "tiny",
            11,
            List.of(
                    new Convolution("conv1", 4, 3, 1, 0, 1),
                    new MaxPooling("pool1", 3, 2),
                    new LocalResponseNormalization("norm1", 5, 2, 1e-4, 0.75),
                    new Convolution("conv2", 6, 3, 1, 1, 2),
                    new Dense("fc6", 8),
                    new Dropout("drop6", 0.5),
                    new Softmax("output", 2)));
    private static final Weights START = WeightInitializer.HE_UNIFORM.initialize(TINY, 1);

    private final Random random = new Random(1);

    @Test
    void shouldLearnToTellTwoPatternsApart() {
        try (Tail tail = new Tail(TINY, "conv1", START, new Tail.Settings(absolute(0.01, 60), 1, 1))) {
            double first = tail.fit(patterns(), targets());
            double last = first;
            for (int step = 1; step < 60; step++) {
                last = tail.fit(patterns(), targets());
            }
            float[][] probabilities = tail.probabilities(patterns());

            assertThat(last).isLessThan(first / 2);
            assertThat(probabilities[0][0]).isGreaterThan(0.8f);
            assertThat(probabilities[1][1]).isGreaterThan(0.8f);
        }
    }

    @Test
    void shouldLeaveLayersBeforeTheFirstOneOut() {
        try (Tail tail = new Tail(TINY, "fc6", START, new Tail.Settings(absolute(0.01, 1), 1, 1))) {
            assertThat(tail.inputs()).isEqualTo(6 * 4 * 4);
            assertThat(tail.classes()).isEqualTo(2);
            assertThat(tail.weights().names())
                    .containsExactly("fc6.weight", "fc6.bias", "output.weight", "output.bias");
        }
    }

    @Test
    void shouldGiveWeightsBackForInputsAsTheyAreWhateverTheScale() {
        try (Tail tail = new Tail(TINY, "fc6", START, new Tail.Settings(absolute(0, 1), 0.25f, 1))) {
            assertThat(tail.weights().floats("fc6.weight")).containsExactly(START.floats("fc6.weight"));
        }
    }

    @Test
    void shouldTellHowLargeTheInputsOfLayersAreAlsoBehindDropout() {
        float[] inputs = new float[2 * 6 * 4 * 4];
        inputs[17] = 3.5f;
        try (Tail tail = new Tail(TINY, "fc6", START, new Tail.Settings(absolute(0, 1), 0.25f, 1))) {
            var largest = tail.largestInputs(inputs);

            assertThat(largest).containsOnlyKeys("fc6", "output");
            assertThat(largest.get("fc6")).isCloseTo(3.5, within(1e-6));
            assertThat(largest.get("output")).isPositive();
        }
    }

    @Test
    void shouldTellHowLargeTheInputsOfConvolutionsAreAlsoInGroups() {
        float[] inputs = new float[2 * 4 * 4 * 4];
        inputs[17] = 3.5f;
        try (Tail tail = new Tail(TINY, "conv2", START, new Tail.Settings(absolute(0, 1), 0.5f, 1))) {
            var largest = tail.largestInputs(inputs);

            assertThat(largest).containsOnlyKeys("conv2", "fc6", "output");
            assertThat(largest.get("conv2")).isCloseTo(3.5, within(1e-6));
        }
    }

    @Test
    void shouldTellNothingOfPixels() {
        try (Tail tail = new Tail(TINY, "conv1", START, new Tail.Settings(absolute(0, 1), 1, 1))) {
            assertThat(tail.largestInputs(patterns())).containsOnlyKeys("conv2", "fc6", "output");
        }
    }

    @Test
    void shouldTakeItsInputsForActivationsOfTheLayerBefore() {
        float[] inputs = {1, 2, 3, 4, 5, 6, 7, 8, 8, 7, 6, 5, 4, 3, 2, 1};
        try (Tail tail = new Tail(TINY, "output", START, new Tail.Settings(absolute(0, 1), 0.25f, 1))) {
            assertThat(tail.activations(inputs, "fc6"))
                    .isDeepEqualTo(new float[][] {{1, 2, 3, 4, 5, 6, 7, 8}, {8, 7, 6, 5, 4, 3, 2, 1}});
        }
    }

    @Test
    void shouldBeginWithTheDropoutOfItsInputsWhateverTheirScale() {
        try (Tail tail = new Tail(TINY, "drop6", START, new Tail.Settings(absolute(0, 1), 0.25f, 1))) {
            assertThat(tail.inputs()).isEqualTo(8);
            assertThat(tail.weights().names()).containsExactly("output.weight", "output.bias");
            assertThat(tail.weights().floats("output.weight")).containsExactly(START.floats("output.weight"));
        }
    }

    @Test
    void shouldGiveTheRunningAverageNotTheLastStep() {
        try (Tail tail = new Tail(TINY, "fc6", START, new Tail.Settings(absolute(0.01, 10), 1, 1))) {
            float[] inputs = new float[2 * tail.inputs()];
            inputs[0] = 1;
            tail.fit(inputs, targets());

            float moved = distance(tail.weights().floats("output.bias"), START.floats("output.bias"));

            assertThat(moved).isBetween(0.0085f, 0.0095f);
        }
    }

    @Test
    void shouldClipTheGradientOfALayerToAShareOfItsWeights() {
        double share = 0.01;
        double firstStepInTheAverage = 0.9;
        Weights start = START.scaled("conv2.weight", 100);
        var descent = new Optimizer.Descent(new CosineSchedule(1000, 1000), 0.9, share);
        try (Tail tail = new Tail(TINY, "conv1", start, new Tail.Settings(descent, 1, 1))) {
            tail.fit(patterns(), targets());
            Weights moved = tail.weights();

            for (String layer : List.of("conv1", "conv2", "fc6", "output")) {
                float[] before = parameters(start, layer);
                float[] after = parameters(moved, layer);
                assertThat(norm(difference(before, after)) / norm(before))
                        .as(layer)
                        .isCloseTo(share * firstStepInTheAverage, within(1e-4));
            }
        }
    }

    @Test
    void shouldDescendAlongTheWholeGradientWhereItIsShort() {
        float[] inputs = patterns();

        float[] moved = descended(0.5, inputs);

        assertThat(moved).isEqualTo(descended(1e6, inputs)).isNotEqualTo(START.floats("conv2.weight"));
    }

    private static float[] descended(double mostChange, float[] inputs) {
        var descent = new Optimizer.Descent(new CosineSchedule(1e-4, 1000), 0.9, mostChange);
        try (Tail tail = new Tail(TINY, "conv1", START, new Tail.Settings(descent, 1, 1))) {
            tail.fit(inputs, targets());
            return tail.weights().floats("conv2.weight");
        }
    }

    private static float[] parameters(Weights weights, String layer) {
        float[] weight = weights.floats(layer + ".weight");
        float[] bias = weights.floats(layer + ".bias");
        float[] all = Arrays.copyOf(weight, weight.length + bias.length);
        System.arraycopy(bias, 0, all, weight.length, bias.length);
        return all;
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double norm(float[] values) {
        return rootMeanSquare(values) * Math.sqrt(values.length);
    }

    @Test
    void shouldMoveLayersOfLargeAndOfSmallWeightsByTheSameShare() {
        Weights start = START.scaled("conv2.weight", 100);
        var pace = new Tail.Pace(new CosineSchedule(0.01, 1000), true);
        try (Tail tail = new Tail(TINY, "conv1", start, new Tail.Settings(pace, 1, 1))) {
            tail.fit(patterns(), targets());
            tail.fit(patterns(), targets());
            Weights moved = tail.weights();

            for (String name : List.of("conv1.weight", "conv2.weight", "output.weight")) {
                assertThat(largestMove(start.floats(name), moved.floats(name)) / rootMeanSquare(start.floats(name)))
                        .as(name)
                        .isCloseTo(0.0173, within(0.002));
            }
        }
    }

    private static double largestMove(float[] before, float[] after) {
        double largest = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(after[i] - before[i]));
        }
        return largest;
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    private static Tail.Pace absolute(double peak, int steps) {
        return new Tail.Pace(new CosineSchedule(peak, steps), false);
    }

    /** Of the first numbers. */
    private static float distance(float[] a, float[] b) {
        return Math.abs(a[0] - b[0]);
    }

    /** Bright above, bright on the left. */
    private float[] patterns() {
        float[] planes = new float[2 * 3 * 11 * 11];
        for (int i = 0; i < planes.length; i++) {
            boolean second = i >= planes.length / 2;
            boolean bright = second ? i % 11 < 5 : i % 121 < 55;
            planes[i] = (bright ? 1 : 0) + 0.1f * random.nextFloat();
        }
        return planes;
    }

    private static float[] targets() {
        return new float[] {1, 0, 0, 1};
    }
}
