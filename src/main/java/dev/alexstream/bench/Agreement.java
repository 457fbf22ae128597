package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import java.util.Map;

/**
 * Whether two engines computed the same: for each image the largest difference of a probability, relative to the largest probability, is
 * within a bound. The bound is that of the coarser of the two precisions; a number that is not finite is never within it.
 */
final class Agreement {

    /** Single precision differs by the order of its sums, the others by the digits they lack: 8 bits of bfloat16, 7 of int8. */
    private static final Map<String, Double> BOUNDS = Map.of("fp32", 1e-3, "bf16", 0.1, "int8", 0.3);

    private Agreement() {}

    /** One engine's probabilities, shape [images, classes]. */
    record Answers(EngineInfo info, float[][] probabilities) {}

    /** @throws BenchException when they do not agree */
    static void require(Answers expected, Answers actual) {
        double bound = Math.max(bound(expected.info()), bound(actual.info()));
        double difference = 0;
        for (int image = 0; image < expected.probabilities().length; image++) {
            double one = difference(expected.probabilities()[image], actual.probabilities()[image]);
            difference = one <= difference ? difference : one;
        }
        if (!(difference <= bound)) {
            throw new BenchException(name(actual.info()) + " and " + name(expected.info())
                    + " do not agree: for a batch of " + expected.probabilities().length
                    + " the probabilities differ by "
                    + difference + " of the largest, the bound is " + bound);
        }
    }

    private static double difference(float[] expected, float[] actual) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, expected[i]);
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference / largest;
    }

    private static double bound(EngineInfo info) {
        Double bound = BOUNDS.get(info.precision());
        if (bound == null) {
            throw new BenchException("no bound is known for the precision " + info.precision());
        }
        return bound;
    }

    private static String name(EngineInfo info) {
        return info.engine() + " " + info.precision();
    }
}
