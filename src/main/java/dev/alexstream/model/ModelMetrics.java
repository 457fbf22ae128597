package dev.alexstream.model;

import java.util.Optional;

/** What serving a model tells about itself. */
public interface ModelMetrics {

    /** How an attempt to let another model answer, or to try it, ended. */
    enum SwapResult {
        SWAPPED,
        /** The store does not have it, or has another one in its place. */
        LOAD_FAILED,
        /** It cannot be compiled here, or does not compute. */
        OPEN_FAILED
    }

    /** What a model does here. */
    enum Arm {
        /** It answers. */
        CHAMPION,
        /** It is tried. */
        CHALLENGER
    }

    /** @param digest of its weights */
    record Identity(String name, String version, String digest) {}

    ModelMetrics NONE = identity -> {};

    /** This model answers from now on, and no other, but for the one that is tried. */
    void serving(Identity model);

    /** This model is tried beside the one that answers. */
    default void trying(Optional<Identity> model) {}

    /** @param ratio of images for which the model in shadow says what the other one answers; not a number before there is one */
    default void agreement(double ratio) {}

    /** @param share of labelled images that the model gets right; not a number before there is one */
    default void accuracy(Arm arm, double share) {}

    default void swap(SwapResult result) {}

    /** @param score of the last window of answers; not a number when unknown */
    default void drift(DriftKind kind, double score) {}
}
