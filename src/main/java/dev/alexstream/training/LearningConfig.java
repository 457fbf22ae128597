package dev.alexstream.training;

import dev.alexstream.training.RolloutRules.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a trainer learns from the label topic. */
@ConfigMapping(prefix = "alexstream.learning")
public interface LearningConfig {

    /** A run starts when so many images have come, or are called otherwise, since the last one. */
    @WithDefault("50")
    int minNewLabels();

    /** A run waits until no label has come for so long, so that labels which come one after another are learned together; at most ten times as long. */
    @WithDefault("3s")
    Duration quietPeriod();

    /** A run starts, too, when anything new has come and the last one is so long ago; never unless set. */
    Optional<Duration> interval();

    /** Share of images that are never learned, but say how good a model is. */
    @WithDefault("0.2")
    double holdout();

    /** Most images that are kept; the largest class makes room. */
    @WithDefault("10000")
    int maxExamples();

    /** Most images that are kept of one source: a host, a bucket, the folder that holds class folders, the source of an event. */
    @WithDefault("5000")
    int maxExamplesPerSource();

    /** Most that one class may be of everything that a run learns, and of everything that is held out. */
    @WithDefault("0.5")
    double maxClassShare();

    /** A new class waits until it has so many images to learn from, and one that is held out. */
    @WithDefault("5")
    int minClassExamples();

    /** Of every random choice. */
    @WithDefault("1")
    long seed();

    /**
     * Train this layer and all later ones, for example conv5, or conv1 for all; the dense layers unless set. What goes into the layer is kept of
     * each image: 33 KB on disk for the dense layers, 300 KB for conv3 to conv5, 470 KB for conv1; a model carries at most 64 MB of it.
     */
    Optional<String> unfreeze();

    /** How what the gate lets through comes to serve. */
    Rollout rollout();

    /** When the champion is taken back because incoming labels show that it is worse than its predecessor. */
    Rollback rollback();

    /** When what was learned may serve. */
    Gate gate();

    /** How what the gate lets through comes to serve. */
    interface Rollout {

        /** At once; or after a trial beside the champion, unseen or for a share of the keys. */
        @WithDefault("direct")
        Mode mode();

        /** Of the keys, that a canary answers. */
        @WithDefault("0.1")
        double share();

        /** A trial is not decided before so many labels have come since it began; at most 2,500. */
        @WithDefault("50")
        int minLabels();
    }

    /** When the champion is taken back because incoming labels show that it is worse than its predecessor. */
    interface Rollback {

        /** Not before so many labels have come since it was promoted; at most 10,000. */
        @WithDefault("20")
        int minLabels();

        /** How sure it has to be, above 0.5 and below 1. */
        @WithDefault("0.95")
        double confidence();

        /** Loss in accuracy that is borne. */
        @WithDefault("0.05")
        double bound();
    }

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

        /** Loss in accuracy that still counts as not worse, overall and on the classes known before; of these to the nearest whole image, and at least one. */
        @WithDefault("0.02")
        double tolerance();

        /** Share of the held-out images of one class that may be lost; one may be in any case. */
        @WithDefault("0.2")
        double maxClassFall();

        /** Share of the held-out images of new classes that has to be right. */
        @WithDefault("0.5")
        double minNewAccuracy();
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default LearningRules rules() {
        return new LearningRules(
                new GateRules(
                        gate().minHoldout(),
                        gate().confidence(),
                        gate().margin(),
                        new GateRules.Guards(gate().tolerance(), gate().maxClassFall(), gate().minNewAccuracy())),
                holdout(),
                maxClassShare(),
                minClassExamples(),
                seed());
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default RolloutRules rolloutRules() {
        return new RolloutRules(rollout().mode(), rollout().share(), rollout().minLabels());
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default RollbackRules rollbackRules() {
        return new RollbackRules(
                rollback().minLabels(), rollback().confidence(), rollback().bound());
    }

    /** @throws IllegalArgumentException names what is out of its range */
    default StoreLimits limits() {
        return new StoreLimits(maxExamples(), maxExamplesPerSource());
    }
}
