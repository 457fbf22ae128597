package dev.alexstream.training;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The room's settings for the label topic, and a trainer's parts with them. */
final class LearningConfigs {

    private LearningConfigs() {}

    /** @param settings without {@code alexstream.learning.} */
    static LearningConfig of(Map<String, String> settings) {
        Map<String, String> full = settings.entrySet().stream()
                .collect(Collectors.toMap(setting -> "alexstream.learning." + setting.getKey(), Map.Entry::getValue));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(full, "test", 500))
                .withMapping(LearningConfig.class)
                .build()
                .getConfigMapping(LearningConfig.class);
    }

    static TrainerParts parts(Path folder, Map<String, String> settings) {
        return new TrainerParts(
                of(settings), DrawnPhotographs.ENGINE, new NoFetcher(), DrawnPhotographs.DECODER, folder);
    }
}
