package dev.alexstream.message;

/** What a record of the request topic says, or why it says nothing. */
public sealed interface ParsedRequest {

    /** The record is a request; its source has not been looked at yet. */
    record Valid(ImageRequest request) implements ParsedRequest {}

    /** The record is a dead letter at once. */
    record Invalid(Rejected rejected) implements ParsedRequest {}
}
