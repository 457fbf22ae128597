package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.Fetched;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the bytes of a reference. The future completes exceptionally only by cancellation, which stops the transfer, and with an
 * {@link OutOfMemoryError}, which says nothing about the reference.
 *
 * <p>Every call ends: within the configured time from its first transfer on, at the request's deadline, or, while it still waits for a free
 * slot, when its host has answered nobody for the configured time. Waiting for a slot of a busy host that does answer costs no time of the
 * transfer, nor does waiting for memory. The future completes on a thread of the fetcher, so whatever takes long belongs on another one.
 *
 * <p>Bytes that were fetched are to be released: the memory of all together is bounded, and other fetches wait for it. Whoever waits for
 * another fetch before releasing them may wait for ever.
 */
public interface ImageFetcher extends AutoCloseable {

    /**
     * @param reference a URI of any scheme
     * @param deadline retries and transfers beyond it are pointless; empty when the request names none
     */
    CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline);

    /** Bytes that came within the request itself, under the cap of those that are fetched. */
    default FetchResult inline(byte[] bytes) {
        return new Fetched(bytes);
    }

    /** Ends what is under way; call it when nothing is wanted any more. */
    @Override
    void close();
}
