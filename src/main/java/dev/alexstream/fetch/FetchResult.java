package dev.alexstream.fetch;

import dev.alexstream.message.ErrorCode;

/** What became of a reference. */
public sealed interface FetchResult {

    /**
     * The complete bytes.
     *
     * @param release to be run when they are not needed any more: until then they take memory from other fetches, which wait for it
     */
    record Fetched(byte[] bytes, Runnable release) implements FetchResult {

        /** Bytes that take memory from nobody. */
        public Fetched(byte[] bytes) {
            this(bytes, () -> {});
        }
    }

    /** The reference was refused or could not be read; {@code reason} names no secret and quotes no response. */
    record FetchRejected(ErrorCode code, String reason) implements FetchResult {}
}
