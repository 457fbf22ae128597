package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Tells {@link FetchMetrics} how each fetch ended. */
final class MeasuredFetcher implements ImageFetcher {

    private final ImageFetcher fetcher;
    private final FetchMetrics metrics;
    private final LongSupplier nanoTime;

    MeasuredFetcher(ImageFetcher fetcher, FetchMetrics metrics, LongSupplier nanoTime) {
        this.fetcher = fetcher;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
        long start = nanoTime.getAsLong();
        CompletableFuture<FetchResult> result = fetcher.fetch(reference, deadline);
        Stages.whenDone(result, (ended, cancelled) -> {
            if (ended != null) {
                report(ended, Duration.ofNanos(nanoTime.getAsLong() - start));
            }
        });
        return result;
    }

    @Override
    public FetchResult inline(byte[] bytes) {
        return fetcher.inline(bytes);
    }

    private void report(FetchResult ended, Duration took) {
        if (ended instanceof Fetched fetched) {
            metrics.fetched(took, fetched.bytes().length);
        } else if (ended instanceof FetchRejected rejected) {
            metrics.rejected(took, rejected.code());
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
