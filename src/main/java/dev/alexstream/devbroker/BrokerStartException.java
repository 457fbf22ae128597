package dev.alexstream.devbroker;

import java.io.Serial;

/** The embedded broker cannot start; the message is a sentence for a person. */
public final class BrokerStartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
