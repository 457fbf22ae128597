package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Small networks with every kind of layer, and noise to show them. */
final class TestNetworks {

    static final Preprocessing IMAGENET = new Preprocessing(256, List.of(122.0, 116.0, 104.0), List.of(1.0, 1.0, 1.0));
    static final Preprocessing CENTRED = new Preprocessing(32, List.of(127.5, 100.0, 0.0), List.of(63.0, 64.0, 255.0));

    /** 31 pixel input, two groups, both kinds of dense layer. Alpha is large so that normalisation matters. */
    static final Architecture TINY = new Architecture(
            "tiny",
            31,
            List.of(
                    new Convolution("conv1", 8, 5, 2, 0, 1),
                    new LocalResponseNormalization("norm1", 5, 2, 0.1, 0.75),
                    new MaxPooling("pool1", 3, 2),
                    new Convolution("conv2", 6, 3, 1, 1, 2),
                    new LocalResponseNormalization("norm2", 3, 1, 0.2, 0.6),
                    new MaxPooling("pool2", 2, 2),
                    new Dense("fc3", 10),
                    new Dropout("drop3", 0.5),
                    new Softmax("output", 5)));

    static final Weights TINY_WEIGHTS = WeightInitializer.HE_UNIFORM.initialize(TINY, 42);

    private TestNetworks() {}

    static List<RgbPixels> noise(int images, int side, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, images)
                .mapToObj(image -> {
                    byte[] data = new byte[side * side * 3];
                    random.nextBytes(data);
                    return new RgbPixels(side, data);
                })
                .toList();
    }

    /** max |a - b| / max |a|. */
    static double relativeDifference(float[] expected, float[] actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference / largest;
    }

    /** For each image, the {@link #relativeDifference} is within the bound. */
    static void assertClose(float[][] expected, float[][] actual, double bound, String layer) {
        assertThat(actual).hasSameDimensionsAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(relativeDifference(expected[i], actual[i])).as(layer).isLessThanOrEqualTo(bound);
        }
    }

    /**
     * As {@link #assertClose(float[][], float[][], double, String)}; of the last layer it compares what softmax was given, relative to 1 at
     * least: where scores are far apart, a small error of a score is a large one of a probability.
     */
    static void assertClose(float[][] expected, float[][] actual, double bound, Layer layer) {
        if (!(layer instanceof Softmax)) {
            assertClose(expected, actual, bound, layer.toString());
            return;
        }
        assertThat(actual).hasSameDimensionsAs(expected);
        for (int i = 0; i < expected.length; i++) {
            double[] wanted = scores(expected[i]);
            double largest = DoubleStream.of(wanted).map(Math::abs).max().orElseThrow();
            assertThat(scores(actual[i]))
                    .as(layer.toString())
                    .containsExactly(wanted, within(bound * Math.max(1, largest)));
        }
    }

    /** What softmax was given, but for a constant; their mean is 0. */
    private static double[] scores(float[] probabilities) {
        double[] logarithms = new double[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(probabilities[i]);
        }
        double mean = DoubleStream.of(logarithms).average().orElseThrow();
        return DoubleStream.of(logarithms).map(each -> each - mean).toArray();
    }

    /** Where the largest value is. */
    static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }
}
