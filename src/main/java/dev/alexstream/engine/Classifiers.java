package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.List;
import org.jboss.logging.Logger;
import org.nd4j.linalg.factory.Nd4j;

/** Chooses the engine, and proves that it computes before anyone relies on it. */
public final class Classifiers {

    private static final Logger LOG = Logger.getLogger(Classifiers.class);
    private static final List<String> ENGINES = List.of("auto", "onednn", "nd4j", "dl4j");
    private static final List<String> PRECISIONS = List.of("auto", "fp32", "bf16", "int8");

    /** Which only oneDNN has, so that nothing may stand in for it. */
    private static final List<String> ONLY_ONEDNN = List.of("bf16", "int8");

    private static final double SUM_TOLERANCE = 1e-3;

    private Classifiers() {}

    /**
     * Compiles a network on the calling thread, and runs it once. Another thread may take over from there.
     *
     * @param ranges null if unknown; then int8 is refused
     * @throws EngineException for a setting that this build or machine cannot follow, or when the probe's result is no distribution
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     */
    public static Classifier open(
            Architecture architecture,
            Weights weights,
            Preprocessing preprocessing,
            ActivationRanges ranges,
            EngineConfig config) {
        return open(new OneDnnPlans(architecture, weights, preprocessing, ranges), config.engine(), config.precision());
    }

    /**
     * As {@link #open}, but with 32 bits whatever is configured: what layers are trained on is to be what DL4J computes.
     */
    public static Classifier openExact(
            Architecture architecture, Weights weights, Preprocessing preprocessing, EngineConfig config) {
        return open(new OneDnnPlans(architecture, weights, preprocessing, null), config.engine(), "fp32");
    }

    /**
     * Loads the native libraries of the engines ahead of the first classifier.
     *
     * @throws EngineException when this machine lacks those of ND4J or oneDNN
     */
    public static void loadNatives() {
        OneDnnCore.load();
    }

    private static Classifier open(OneDnnPlans network, String engine, String precision) {
        requireOneOf("alexstream.engine", engine, ENGINES);
        requireOneOf("alexstream.engine.precision", precision, PRECISIONS);
        if (ONLY_ONEDNN.contains(precision) && List.of("nd4j", "dl4j").contains(engine)) {
            throw new EngineException(
                    "alexstream.engine.precision=" + precision + " needs alexstream.engine=onednn, not " + engine);
        }
        Classifier classifier = compile(network, engine, precision);
        try {
            probe(classifier, network.architecture());
            return new MovableClassifier(classifier);
        } catch (RuntimeException | Error e) {
            classifier.close();
            throw e;
        }
    }

    private static Classifier compile(OneDnnPlans network, String engine, String precision) {
        return switch (engine) {
            case "dl4j" -> new Dl4jClassifier(network.architecture(), network.weights(), network.preprocessing());
            case "nd4j" -> nd4j(network);
            case "onednn" -> network.open(precision);
            default -> fastest(network, precision);
        };
    }

    /** A GPU, else oneDNN, else whatever ND4J has. */
    private static Classifier fastest(OneDnnPlans network, String precision) {
        NativeRuntime.prepare();
        if (!Nd4j.getEnvironment().isCPU() && !ONLY_ONEDNN.contains(precision)) {
            return nd4j(network);
        }
        try {
            return network.open(precision);
        } catch (EngineException e) {
            if (ONLY_ONEDNN.contains(precision)) {
                throw e;
            }
            Warnings.once(LOG, "Classifying with the ND4J plan instead of oneDNN: " + e.getMessage());
            return nd4j(network);
        }
    }

    private static Nd4jPlan nd4j(OneDnnPlans network) {
        return new Nd4jPlan(network.architecture(), network.weights(), network.preprocessing());
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
