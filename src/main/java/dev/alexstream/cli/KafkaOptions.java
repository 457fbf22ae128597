package dev.alexstream.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of every command that talks to Kafka. */
public final class KafkaOptions {

    private static final Pattern ADDRESSES = Pattern.compile("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT[,…]",
            description = "Kafka brokers (default: kafka.bootstrap.servers or KAFKA_BOOTSTRAP_SERVERS, else "
                    + Settings.LOCAL_BROKER + "). Other client settings come from kafka.* and KAFKA_*.")
    private String bootstrapServers;

    /** What was typed, if anything was. */
    Optional<String> bootstrapServers() {
        if (bootstrapServers != null && !ADDRESSES.matcher(bootstrapServers).matches()) {
            throw new ParameterException(
                    command.commandLine(), "--bootstrap-servers " + bootstrapServers + " is not a list of HOST:PORT");
        }
        return Optional.ofNullable(bootstrapServers);
    }

    /** Connects, or fails with a sentence within {@link KafkaConnection#PATIENCE}. */
    KafkaConnection connect(Settings settings) {
        return KafkaConnection.open(settings.connectedTo(bootstrapServers()).kafkaProperties());
    }
}
