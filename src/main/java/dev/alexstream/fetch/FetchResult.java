package dev.alexstream.fetch;

import dev.alexstream.message.ErrorCode;

/** What became of a reference. */
public sealed interface FetchResult {

    /** The complete bytes. */
    record Fetched(byte[] bytes) implements FetchResult {}

    /** The reference was refused or could not be read; {@code reason} names no secret and quotes no response. */
    record FetchRejected(ErrorCode code, String reason) implements FetchResult {}
}
