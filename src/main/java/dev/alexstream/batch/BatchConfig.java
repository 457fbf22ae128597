package dev.alexstream.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How images are gathered into batches. */
@ConfigMapping(prefix = "alexstream.batch")
public interface BatchConfig {

    /** Images in a full batch. */
    @WithDefault("64")
    int maxSize();

    /** How long an image may wait for others; less where a batch costs little beyond its images, which is learned. */
    @WithDefault("5ms")
    Duration maxQueueDelay();
}
