package dev.alexstream.training;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a trainer learns from the label topic. */
@ConfigMapping(prefix = "alexstream.learning")
public interface LearningConfig {

    /** A run starts when so many images have come since the last one. */
    @WithDefault("50")
    int minNewLabels();

    /** A run starts, too, when anything new has come and the last one is so long ago; never unless set. */
    Optional<Duration> interval();

    /** Share of images that are never learned, but say how good a model is. */
    @WithDefault("0.2")
    double holdout();

    /** Most images that are kept; the largest class makes room. */
    @WithDefault("10000")
    int maxExamples();

    /** Most images that are kept of one source: a host, a bucket, a folder, the source of an event. */
    @WithDefault("5000")
    int maxExamplesPerSource();

    /** Most that one class may be of everything that a run learns. */
    @WithDefault("0.5")
    double maxClassShare();

    /** A new class waits until it has so many images to learn from, and one that is held out. */
    @WithDefault("5")
    int minClassExamples();

    /** Of every random choice. */
    @WithDefault("1")
    long seed();

    /** When what was learned may serve. */
    Gate gate();

    /** When what was learned may serve. */
    interface Gate {

        /** With fewer held-out images nothing is promoted. */
        @WithDefault("30")
        int minHoldout();

        /** How sure it has to be, above 0.5 and below 1. */
        @WithDefault("0.95")
        double confidence();

        /** Gain in accuracy that makes a model better. */
        @WithDefault("0.01")
        double margin();

        /** Loss in accuracy that still counts as not worse, overall and on the classes known before. */
        @WithDefault("0.02")
        double tolerance();

        /** Share of the held-out images of one class that may be lost. */
        @WithDefault("0.2")
        double maxClassFall();
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default LearningRules rules() {
        return new LearningRules(
                new GateRules(
                        gate().minHoldout(),
                        gate().confidence(),
                        gate().margin(),
                        gate().tolerance(),
                        gate().maxClassFall()),
                holdout(),
                maxClassShare(),
                minClassExamples(),
                seed());
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default StoreLimits limits() {
        return new StoreLimits(maxExamples(), maxExamplesPerSource());
    }
}
