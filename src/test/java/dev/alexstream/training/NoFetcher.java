package dev.alexstream.training;

import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** For trainers whose images all come as bytes. */
public final class NoFetcher implements ImageFetcher {

    @Override
    public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
        return CompletableFuture.completedFuture(new FetchRejected(ErrorCode.FETCH_FORBIDDEN, "nothing is fetched"));
    }

    @Override
    public void close() {}
}
