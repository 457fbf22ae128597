package dev.alexstream.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** What runs the network: {@code alexstream.engine} and {@code alexstream.engine.precision}. */
@ConfigMapping(prefix = "alexstream.engine")
public interface EngineConfig {

    /** {@code auto}, {@code onednn}, {@code nd4j} or {@code dl4j}; {@code auto} takes the fastest one that runs here. */
    @WithParentName
    @WithDefault("auto")
    String engine();

    /** {@code auto}, {@code fp32} or {@code bf16}; {@code auto} takes the fastest one whose results are as good. */
    @WithDefault("auto")
    String precision();
}
