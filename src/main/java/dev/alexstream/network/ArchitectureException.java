package dev.alexstream.network;

/** A description that is no network: unknown name, shapes that do not follow, numbers out of range. */
public final class ArchitectureException extends NetworkException {

    private static final long serialVersionUID = 1L;

    public ArchitectureException(String message) {
        super(message);
    }
}
