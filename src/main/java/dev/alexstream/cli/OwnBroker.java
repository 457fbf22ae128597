package dev.alexstream.cli;

import java.util.Map;

/** Settings of clients that talk to a broker which this command has started. */
final class OwnBroker {

    private OwnBroker() {}

    /** Whatever the user's own cluster asks of its clients, this broker does not. */
    static Map<String, String> settings(String bootstrapServers, String groupId) {
        return Map.of(
                "kafka.bootstrap.servers", bootstrapServers,
                "kafka.security.protocol", "PLAINTEXT",
                "alexstream.group-id", groupId,
                "alexstream.topics.create", "true",
                "alexstream.topics.replication", "1");
    }
}
