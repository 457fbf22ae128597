package dev.alexstream.cli;

/** Whoever read standard output has gone, as {@code head} does: nothing is left to do, and nothing is wrong. */
final class OutputClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputClosed() {
        super("standard output is closed");
    }
}
