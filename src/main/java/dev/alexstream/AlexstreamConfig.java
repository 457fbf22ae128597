package dev.alexstream;

import dev.alexstream.batch.BatchConfig;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.kafka.WorkerConfig;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.s3.S3Config;
import dev.alexstream.training.LearningConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * All settings of the program, one typed interface a room. Read from system properties, environment variables, {@code .env}, {@code
 * config/application.properties} and the defaults in the declarations, in this order; checked when loaded.
 */
public final class AlexstreamConfig {

    /** Above every other source: what a command's own options say. */
    private static final int OVERRIDES_ORDINAL = 1000;

    /** Read by Quarkus too, with the same strength. */
    private static final Path FILE = Path.of("config", "application.properties");

    private static final int FILE_ORDINAL = 260;

    private static final String REFUSAL = "the configuration cannot be used: ";

    private static final List<Class<?>> MAPPINGS = List.of(
            CoreConfig.class,
            KafkaConfig.class,
            TopicsConfig.class,
            WorkerConfig.class,
            BatchConfig.class,
            FetchConfig.class,
            ImageConfig.class,
            EngineConfig.class,
            DriftConfig.class,
            LearningConfig.class,
            ModelsConfig.class,
            S3Config.class);

    private final SmallRyeConfig config;

    private AlexstreamConfig(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * @param overrides full keys and their values, stronger than any other source
     * @throws IllegalArgumentException names every key that is unknown or whose value is invalid
     */
    public static AlexstreamConfig load(Map<String, String> overrides) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(overrides, "command line", OVERRIDES_ORDINAL));
        MAPPINGS.forEach(mapping -> builder.withMapping(mapping));
        fileInWorkingDirectory().ifPresent(builder::withSources);
        new DotEnvConfigSourceProvider()
                .getConfigSources(AlexstreamConfig.class.getClassLoader())
                .forEach(builder::withSources);
        AlexstreamConfig config = new AlexstreamConfig(build(builder));
        ConfigRules.broken(config).ifPresent(sentence -> {
            throw new IllegalArgumentException(REFUSAL + sentence);
        });
        return config;
    }

    private static SmallRyeConfig build(SmallRyeConfigBuilder builder) {
        try {
            return builder.build();
        } catch (ConfigValidationException e) {
            throw new IllegalArgumentException(sentence(e), e);
        }
    }

    /** What is wrong, without the numbers and classes of the library that found it. */
    private static String sentence(ConfigValidationException found) {
        return IntStream.range(0, found.getProblemCount())
                .mapToObj(problem -> found.getProblem(problem).getMessage())
                .map(text -> text.replaceAll("(?:[\\w.]+Exception: )?SRCFG\\d+: ", "")
                        .replaceAll("is defined as the empty String \\(\"\"\\).*", "must not be empty")
                        .replaceAll(
                                "not in correct format \\(regular expression\\): .*", "is no size such as 512K or 20M")
                        .replaceAll("Cannot convert \\S+ to enum class [^,]+, allowed values:", "allowed are")
                        .replace("threw an Exception whilst being converted", "cannot be read:"))
                .collect(Collectors.joining("; ", REFUSAL, ""));
    }

    private static Optional<ConfigSource> fileInWorkingDirectory() {
        try {
            return Files.exists(FILE)
                    ? Optional.of(new PropertiesConfigSource(FILE.toUri().toURL(), FILE_ORDINAL))
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + FILE.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** @param mapping one of the program's configuration interfaces */
    public <T> T of(Class<T> mapping) {
        return config.getConfigMapping(mapping);
    }
}
