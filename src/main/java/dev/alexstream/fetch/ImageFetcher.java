package dev.alexstream.fetch;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the bytes of a reference. Every call ends within the configured time; the future never completes exceptionally except by
 * cancellation, which stops the transfer.
 */
public interface ImageFetcher extends AutoCloseable {

    /**
     * @param reference an absolute URI of any scheme
     * @param deadline retries and transfers beyond it are pointless; empty when the request names none
     */
    CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline);

    @Override
    void close();
}
