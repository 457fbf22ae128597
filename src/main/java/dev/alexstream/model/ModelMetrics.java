package dev.alexstream.model;

/** What serving a model tells about itself. */
public interface ModelMetrics {

    /** How an attempt to let another model answer ended. */
    enum SwapResult {
        SWAPPED,
        /** The store does not have it, or has another one in its place. */
        LOAD_FAILED,
        /** It cannot be compiled here, or does not compute. */
        OPEN_FAILED
    }

    ModelMetrics NONE = (name, version, digest) -> {};

    /** This model answers from now on, and no other. */
    void serving(String name, String version, String digest);

    default void swap(SwapResult result) {}
}
