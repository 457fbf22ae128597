package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FetchMetricsTest {

    private final ManualTime time = new ManualTime();
    private final List<String> reports = new ArrayList<>();
    private final CompletableFuture<FetchResult> inner = new CompletableFuture<>();
    private final ImageFetcher fetcher = new MeasuredFetcher(new Pending(), new Reports(), time::nanoTime);

    @Test
    void shouldReportTimeAndBytesOfAFetch() {
        var unused = fetcher.fetch(URI.create("file:///x"), Optional.empty());
        time.advance(Duration.ofMillis(250));

        inner.complete(new Fetched(new byte[42]));

        assertThat(reports).containsExactly("fetched PT0.25S 42");
    }

    @Test
    void shouldReportWhyAFetchWasRejected() {
        var unused = fetcher.fetch(URI.create("file:///x"), Optional.empty());

        inner.complete(new FetchRejected(ErrorCode.TOO_LARGE, "reason"));

        assertThat(reports).containsExactly("rejected PT0S TOO_LARGE");
    }

    @Test
    void shouldNotReportCancelledFetches() {
        CompletableFuture<FetchResult> result = fetcher.fetch(URI.create("file:///x"), Optional.empty());

        result.cancel(true);

        assertThat(inner).isCancelled();
        assertThat(reports).isEmpty();
    }

    private final class Pending implements ImageFetcher {
        @Override
        public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
            return inner;
        }

        @Override
        public void close() {}
    }

    private final class Reports implements FetchMetrics {
        @Override
        public void fetched(Duration took, long bytes) {
            reports.add("fetched " + took + " " + bytes);
        }

        @Override
        public void rejected(Duration took, ErrorCode code) {
            reports.add("rejected " + took + " " + code);
        }
    }
}
