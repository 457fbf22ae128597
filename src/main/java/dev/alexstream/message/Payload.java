package dev.alexstream.message;

import java.net.URI;

/** The image of a request: the bytes themselves, or where they are. */
public sealed interface Payload {

    /** Encoded image bytes that travelled in the record (raw, CloudEvents data, or a {@code data:} URI). */
    record Inline(byte[] bytes) implements Payload {}

    /** A reference that has to be fetched: {@code http}, {@code https}, {@code file}, {@code s3}; the scheme is not yet checked. */
    record Reference(URI uri) implements Payload {}
}
