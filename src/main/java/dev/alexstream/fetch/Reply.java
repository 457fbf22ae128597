package dev.alexstream.fetch;

/** What one HTTP exchange with one address led to. */
sealed interface Reply {

    /** The end of the attempt. */
    record Final(Answer answer) implements Reply {}

    /** A redirect; {@code location} is the header's value as it came. */
    record Moved(String location) implements Reply {}

    /** No connection was made: another address of the host may do. */
    record Unconnected(Answer answer) implements Reply {}
}
