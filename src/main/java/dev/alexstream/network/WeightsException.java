package dev.alexstream.network;

/** Weights that are missing, of the wrong shape, or not asked for by the architecture. */
public final class WeightsException extends NetworkException {

    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message);
    }
}
