package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.Topics;
import dev.alexstream.kafka.TopicsConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The configured values that commands need, from the same sources as the server: system properties, environment, files. */
final class Settings {

    /** Where {@code serve} and {@code broker} put the embedded broker. */
    static final String LOCAL_BROKER = "127.0.0.1:9092";

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /** @param overrides full keys and their values, stronger than any other source */
    static Settings load(Map<String, String> overrides) {
        return new Settings(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(overrides, "command line", 1000))
                .addDiscoveredConverters()
                .withMapping(KafkaConfig.class)
                .withMapping(TopicsConfig.class)
                .build());
    }

    TopicsConfig topics() {
        return config.getConfigMapping(TopicsConfig.class);
    }

    long maxMessageBytes() {
        return topics().maxMessageBytes().asLongValue();
    }

    /** Under this name replays are remembered: a transactional id, and the beginning of the names of consumer groups. */
    String replayId() {
        return config.getOptionalValue("alexstream.group-id", String.class).orElse("alexstream") + "-replay";
    }

    Path brokerDataDir() {
        return config.getOptionalValue("alexstream.data-dir", Path.class)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".alexstream"))
                .resolve("broker");
    }

    /** Creates the configured topics if the topic is one of them and they are missing; any other topic has to be there. */
    void ensureTopic(KafkaConnection connection, String topic) {
        TopicsConfig names = topics();
        boolean ours = Stream.of(names.requests(), names.classifications(), names.deadLetters(), names.labels())
                .anyMatch(topic::equals);
        try {
            if (ours) {
                NewTopics.whileUnknown(() -> Topics.ensure(connection.admin(), names));
                NewTopics.await(connection.admin(), topic);
            } else {
                connection.requireTopic(topic);
            }
        } catch (KafkaSetupException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** @param bootstrapServers what was typed; it wins over {@code kafka.bootstrap.servers} */
    Map<String, Object> kafkaProperties(Optional<String> bootstrapServers) {
        Map<String, Object> properties =
                new HashMap<>(config.getConfigMapping(KafkaConfig.class).properties());
        properties.putIfAbsent("bootstrap.servers", LOCAL_BROKER);
        bootstrapServers.ifPresent(servers -> properties.put("bootstrap.servers", servers));
        return properties;
    }
}
