package dev.alexstream.bench;

/** There is nothing to measure, or what was measured is wrong; the message is a sentence for a person. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }
}
