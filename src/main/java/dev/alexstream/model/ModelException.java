package dev.alexstream.model;

/** A model that cannot be used; the message is a sentence for a person and names the file or value at fault. */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong, for decisions. */
    public enum Problem {
        /** No such folder or file, or it cannot be read or written. */
        UNREADABLE,
        /** A file is above its size limit. */
        TOO_LARGE,
        /** The manifest is not JSON of the manifest's shape, or a value in it is invalid. */
        INVALID_MANIFEST,
        /** The manifest names an architecture, or parameters of one, that this build does not know. */
        UNKNOWN_ARCHITECTURE,
        /** No labels, an empty or repeated label, or not one label for each class. */
        INVALID_LABELS,
        /** The weights are not the bytes that the manifest promises. */
        WRONG_DIGEST,
        /** The weights file is malformed, or does not fit the architecture. */
        INVALID_WEIGHTS,
        /** A name, version or digest that no model can have. */
        INVALID_REFERENCE,
        /** What stands in the topic of model events is no such event. */
        INVALID_EVENT,
        /** The registry has no such version. */
        UNKNOWN_VERSION,
        /** The registry cannot change so from where it stands. */
        ILLEGAL_CHANGE,
        /** Another model has the same name and version. */
        CONFLICT,
        /** The place is none of the configured store. */
        OUTSIDE_STORE,
        /** A file of another program that is of no kind that can be read. */
        UNKNOWN_FORMAT
    }

    private final Problem problem;

    public ModelException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public ModelException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
