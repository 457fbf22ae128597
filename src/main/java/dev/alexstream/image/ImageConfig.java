package dev.alexstream.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an image may claim in its header before anything is decoded. */
@ConfigMapping(prefix = "alexstream.image")
public interface ImageConfig {

    /** Largest product of width and height, in pixels. */
    @WithDefault("50000000")
    long maxPixels();

    /** Largest width or height, in pixels. */
    @WithDefault("20000")
    int maxSide();
}
