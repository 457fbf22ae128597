package dev.alexstream.bench;

import dev.alexstream.engine.ActivationSurvey;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What every engine is given: the same network, the same weights, the same images. */
public record MeasuredNetwork(Architecture architecture, Weights weights, Preprocessing preprocessing) {

    private static final long SEED = 1;
    private static final int SURVEYED = 16;

    /** Noise has about unit deviation then, so the random network's probabilities are neither even nor all but one. */
    private static final Preprocessing CENTRED =
            new Preprocessing(256, List.of(127.5, 127.5, 127.5), List.of(64.0, 64.0, 64.0));

    /** Seeded random weights: the same numbers on every machine. */
    public static MeasuredNetwork random(Architecture architecture) {
        return new MeasuredNetwork(
                architecture, WeightInitializer.of(architecture).initialize(architecture, SEED), CENTRED);
    }

    /**
     * Compiles it. Where an engine has to know what flows through the network, it is what {@link #noise} makes flow.
     *
     * @throws dev.alexstream.engine.EngineException when this build or this CPU does not have what is asked for
     */
    Classifier open(EngineConfig config) {
        return Classifiers.open(
                architecture, weights, preprocessing, computesInBytes(config) ? ranges(config) : null, config);
    }

    /** Engines that have no int8 refuse it at once. */
    private static boolean computesInBytes(EngineConfig config) {
        return config.precision().equals("int8") && List.of("auto", "onednn").contains(config.engine());
    }

    private ActivationRanges ranges(EngineConfig config) {
        try (Classifier exact = Classifiers.openExact(architecture, weights, preprocessing, config)) {
            return ActivationSurvey.of(exact, architecture, surveyed());
        }
    }

    /** The images that steps of 8 bits are chosen on. */
    List<RgbPixels> surveyed() {
        return noise(SURVEYED);
    }

    /** Images of seeded noise, each different, the same in every call. */
    public List<RgbPixels> noise(int images) {
        int side = architecture.inputSide();
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, images)
                .mapToObj(image -> {
                    byte[] data = new byte[side * side * 3];
                    random.nextBytes(data);
                    return new RgbPixels(side, data);
                })
                .toList();
    }
}
