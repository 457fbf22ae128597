package dev.alexstream.cli;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What went wrong between us and the broker, in sentences. */
final class KafkaFailures {

    private KafkaFailures() {}

    /** Nobody answered, or not in a way that could be understood. */
    static CommandFailure unreachable(String bootstrapServers, Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return new CommandFailure(
                    "the broker at " + bootstrapServers + " refused to let us in: " + cause.getMessage(), cause);
        }
        return new CommandFailure(
                "no Kafka broker answers at " + bootstrapServers + " within " + KafkaConnection.PATIENCE.toSeconds()
                        + " s; name another with --bootstrap-servers, or start one with 'alexstream broker'",
                cause);
    }

    /** The clients do not accept their settings: a malformed or unknown address, for instance. */
    static CommandFailure unusable(KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new CommandFailure("the Kafka settings cannot be used: " + cause.getMessage(), e);
    }

    /** Any other failure of a client, while a command was at work. */
    static CommandFailure during(String work, Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return new CommandFailure(work + " is not allowed: " + cause.getMessage(), cause);
        }
        if (cause instanceof TimeoutException) {
            return new CommandFailure(
                    work + " failed: the broker did not answer in time (" + cause.getMessage() + ")", cause);
        }
        return new CommandFailure(work + " failed: " + cause.getMessage(), cause);
    }
}
