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

    /** {@code auto}, {@code fp32}, {@code bf16} or {@code int8}; {@code auto} takes bf16 where its results are as good, never int8. */
    @WithDefault("auto")
    String precision();
}
