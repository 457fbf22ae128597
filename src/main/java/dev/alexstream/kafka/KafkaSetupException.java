package dev.alexstream.kafka;

import java.io.Serial;

/** Kafka cannot be used as it is configured; the message is a sentence for a person. */
public final class KafkaSetupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public KafkaSetupException(String message) {
        super(message);
    }

    public KafkaSetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
