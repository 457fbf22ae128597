package dev.alexstream.image;

import java.time.Duration;

/** What decoding tells about itself. */
public interface ImageMetrics {

    ImageMetrics NONE = duration -> {};

    /** Bytes became pixels, or were refused. */
    void decoded(Duration duration);
}
