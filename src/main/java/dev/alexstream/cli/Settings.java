package dev.alexstream.cli;

import dev.alexstream.AlexstreamConfig;
import dev.alexstream.CoreConfig;
import dev.alexstream.kafka.ClientProperties;
import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.Topics;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.kafka.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The configuration as commands see it: the same sources as the server's, below what was typed. Read when first asked for. */
final class Settings {

    /** Where {@code serve} and {@code broker} put the embedded broker. */
    static final String LOCAL_BROKER = "127.0.0.1:9092";

    private final Map<String, String> overrides;
    private AlexstreamConfig config;

    private Settings(Map<String, String> overrides) {
        this.overrides = Map.copyOf(overrides);
    }

    /** @param overrides full keys and their values, stronger than any other source */
    static Settings of(Map<String, String> overrides) {
        return new Settings(overrides);
    }

    Settings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(overrides);
        all.putAll(more);
        return new Settings(all);
    }

    Map<String, String> overrides() {
        return overrides;
    }

    /** @throws CommandFailure names the keys that are unknown or invalid */
    AlexstreamConfig config() {
        if (config == null) {
            try {
                config = AlexstreamConfig.load(overrides);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(e.getMessage(), e);
            }
        }
        return config;
    }

    TopicsConfig topics() {
        return config().of(TopicsConfig.class);
    }

    WorkerConfig worker() {
        return config().of(WorkerConfig.class);
    }

    long maxMessageBytes() {
        return topics().maxMessageBytes().asLongValue();
    }

    /** Under this name replays are remembered: a transactional id, and the beginning of the names of consumer groups. */
    String replayId() {
        return worker().groupId() + "-replay";
    }

    /** Where {@code serve} keeps the data of its broker. */
    Path brokerDataDir() {
        return config().of(CoreConfig.class).dataDir().resolve("broker");
    }

    /** Creates the topic if it is one of the configured ones and missing; any other topic has to be there. */
    void ensureTopic(KafkaConnection connection, String topic) {
        TopicsConfig names = topics();
        boolean ours = Stream.of(
                        names.requests(), names.classifications(), names.deadLetters(), names.labels(), names.shadow())
                .anyMatch(topic::equals);
        try {
            if (ours) {
                NewTopics.whileUnknown(() -> Topics.ensure(connection.admin(), names, List.of(topic)));
                NewTopics.await(connection.admin(), topic);
            } else {
                connection.requireTopic(topic);
            }
        } catch (KafkaSetupException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** Creates all configured topics that are missing. */
    void ensureTopics(KafkaConnection connection) {
        try {
            NewTopics.whileUnknown(() -> Topics.ensure(connection.admin(), topics()));
        } catch (KafkaSetupException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** @param bootstrapServers what was typed; it wins over {@code kafka.bootstrap.servers} */
    Settings connectedTo(Optional<String> bootstrapServers) {
        boolean configured = kafka().containsKey("bootstrap.servers");
        return bootstrapServers
                .or(() -> configured ? Optional.empty() : Optional.of(LOCAL_BROKER))
                .map(servers -> with(Map.of("kafka.bootstrap.servers", servers)))
                .orElse(this);
    }

    /** Properties of all clients. */
    Map<String, Object> kafkaProperties() {
        return new HashMap<>(kafka());
    }

    ClientProperties clientProperties() {
        return new ClientProperties(config().of(KafkaConfig.class), worker(), topics(), "command");
    }

    private Map<String, String> kafka() {
        return config().of(KafkaConfig.class).properties();
    }
}
