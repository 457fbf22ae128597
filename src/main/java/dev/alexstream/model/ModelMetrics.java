package dev.alexstream.model;

/** What serving a model tells about itself. */
public interface ModelMetrics {

    ModelMetrics NONE = (name, version, digest) -> {};

    /** This model answers from now on. */
    void serving(String name, String version, String digest);
}
