package dev.alexstream.cli;

/** How one source ended when it was published. */
sealed interface Published {

    /** All in-sync replicas have it. */
    record Acknowledged(String id, String source, String topic, int partition, long offset) implements Published {}

    /** Left out; {@code reason} is for a person. The other sources go on. */
    record Skipped(String source, String reason) implements Published {}

    /** The broker did not take it; publishing cannot go on. */
    record Failed(String source, Exception cause) implements Published {}
}
