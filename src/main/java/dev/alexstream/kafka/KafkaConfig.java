package dev.alexstream.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Properties of the Kafka clients, handed on as they are: {@code kafka.bootstrap.servers}, {@code kafka.security.protocol}. */
@ConfigMapping(prefix = "kafka")
public interface KafkaConfig {

    /** Any property of the Kafka clients, without the prefix. {@link ClientProperties} refuses those that exactly-once stands on. */
    @WithParentName
    Map<String, String> properties();
}
