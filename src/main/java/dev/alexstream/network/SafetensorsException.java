package dev.alexstream.network;

/** Bytes that are not a well-formed safetensors file, or more of them than allowed. */
public final class SafetensorsException extends NetworkException {

    private static final long serialVersionUID = 1L;

    public SafetensorsException(String message) {
        super(message);
    }

    public SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
