package dev.alexstream.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where models lie that are served by version. */
@ConfigMapping(prefix = "alexstream.models")
public interface ModelsConfig {

    /** Where published models lie: a folder, or {@code s3://bucket/folder}. */
    @WithDefault("${alexstream.data-dir}/models")
    String store();
}
