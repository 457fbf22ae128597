package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.List;

/** Chooses the engine, and proves that it computes before anyone relies on it. */
public final class Classifiers {

    private static final List<String> ENGINES = List.of("auto", "nd4j", "dl4j");
    private static final List<String> PRECISIONS = List.of("auto", "fp32");
    private static final double SUM_TOLERANCE = 1e-3;

    private Classifiers() {}

    /**
     * Compiles a network on the calling thread, which should be the one that uses it, and runs it once.
     *
     * @throws EngineException for a setting that this build does not know, or when the probe's result is no distribution
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     */
    public static Classifier open(
            Architecture architecture, Weights weights, Preprocessing preprocessing, EngineConfig config) {
        requireOneOf("alexstream.engine", config.engine(), ENGINES);
        requireOneOf("alexstream.engine.precision", config.precision(), PRECISIONS);
        Classifier classifier = config.engine().equals("dl4j")
                ? new Dl4jClassifier(architecture, weights, preprocessing)
                : new Nd4jPlan(architecture, weights, preprocessing);
        try {
            probe(classifier, architecture);
            return classifier;
        } catch (RuntimeException | Error e) {
            classifier.close();
            throw e;
        }
    }

    private static void requireOneOf(String key, String value, List<String> valid) {
        if (!valid.contains(value)) {
            throw new EngineException(
                    key + "=" + value + " is not in this build; valid are " + String.join(", ", valid));
        }
    }

    private static void probe(Classifier classifier, Architecture architecture) {
        int side = architecture.inputSide();
        float[] probabilities = classifier.classify(List.of(new RgbPixels(side, new byte[side * side * 3])))[0];
        double sum = 0;
        for (float probability : probabilities) {
            sum += probability;
        }
        if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
            throw new EngineException("the probabilities of a black image add up to " + sum
                    + " instead of 1: the weights hold numbers that are not finite, or the engine is broken");
        }
    }
}
