package dev.alexstream.kafka;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.UUID;

/** The room's configuration from given properties, as it is read outside Quarkus. */
public final class KafkaConfigs {

    private final SmallRyeConfig config;

    private KafkaConfigs(SmallRyeConfig config) {
        this.config = config;
    }

    public static KafkaConfigs of(Map<String, String> properties) {
        return new KafkaConfigs(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .withMapping(KafkaConfig.class)
                .withMapping(TopicsConfig.class)
                .withMapping(WorkerConfig.class)
                .build());
    }

    public KafkaConfig kafka() {
        return config.getConfigMapping(KafkaConfig.class);
    }

    public TopicsConfig topics() {
        return config.getConfigMapping(TopicsConfig.class);
    }

    public WorkerConfig worker() {
        return config.getConfigMapping(WorkerConfig.class);
    }

    public ClientProperties clients() {
        return clientsOf("host-1");
    }

    /** As two workers have them, also in one process: two of the same name would end each other's transactions. */
    ClientProperties clientsOfAnotherWorker() {
        return clientsOf("host-" + UUID.randomUUID());
    }

    private ClientProperties clientsOf(String process) {
        return new ClientProperties(kafka(), worker(), topics(), process);
    }
}
