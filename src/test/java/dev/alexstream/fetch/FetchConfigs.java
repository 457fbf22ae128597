package dev.alexstream.fetch;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.stream.Collectors;

/** Configurations of the fetcher as a user would write them. */
public final class FetchConfigs {

    private FetchConfigs() {}

    /** @param settings keys without the prefix {@code alexstream.fetch.} */
    public static FetchConfig of(Map<String, String> settings) {
        Map<String, String> properties = settings.entrySet().stream()
                .collect(Collectors.toMap(e -> "alexstream.fetch." + e.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(FetchConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(FetchConfig.class);
    }
}
