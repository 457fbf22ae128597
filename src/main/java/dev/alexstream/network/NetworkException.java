package dev.alexstream.network;

/** Root of what this room refuses: a network that cannot be, weights that do not fit it, a file that is not what it claims. */
public class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NetworkException(String message) {
        super(message);
    }

    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
