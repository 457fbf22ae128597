package dev.alexstream.engine;

/** Root of what this room reports: a setting this build cannot follow, an engine that does not compute what it should. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
