package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No image is blamed for what is not its fault, and nothing is left behind by what fails. */
@Timeout(30)
class MemoryShortageTest {

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void shouldDecodeAnImageForWhichMemoryRanOutOnce() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .decoding(() -> failFirst(1, new OutOfMemoryError()))
                .start()) {
            assertThat(outcome(pipeline.classifyInline())).isInstanceOf(Classified.class);
            assertThat(pipeline.health().ready()).isTrue();
        }
    }

    @Test
    void shouldDecodeAgainWithoutThePixelsThatAreKeptForLater() throws Exception {
        byte[] kept = new byte[27];
        try (TinyPipeline pipeline = new TinyPipeline()
                .decoding(() -> failFirst(1, new OutOfMemoryError()))
                .start()) {
            pipeline.spares().give(new RgbPixels(3, kept));

            assertThat(outcome(pipeline.classifyInline())).isInstanceOf(Classified.class);
            assertThat(pipeline.spares().take(27)).isNotSameAs(kept);
        }
    }

    @Test
    void shouldFetchAnImageForWhichMemoryRanOutOnce() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() -> calls.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new OutOfMemoryError())
                        : CompletableFuture.completedFuture(new FetchResult.Fetched(new byte[100])))
                .start()) {
            assertThat(outcome(pipeline.classifyReference())).isInstanceOf(Classified.class);
        }
    }

    /** The fetch that is repeated completes only when what was fetched before it is decoded, for which there is one thread. */
    @Test
    void shouldDecodeOthersWhileAFetchIsRepeated() throws Exception {
        CompletableFuture<FetchResult> repeated = new CompletableFuture<>();
        Runnable release = () -> repeated.complete(new FetchResult.Fetched(new byte[100]));
        CompletableFuture<FetchResult> other = new CompletableFuture<>();
        CompletableFuture<FetchResult> failing = new CompletableFuture<>();
        List<CompletableFuture<FetchResult>> fetches = List.of(failing, other, repeated);
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() -> fetches.get(calls.getAndIncrement()))
                .start()) {
            CompletableFuture<Outcome> first = pipeline.classifyReference();
            CompletableFuture<Outcome> second = pipeline.classifyReference();
            failing.completeExceptionally(new OutOfMemoryError());
            other.complete(new FetchResult.Fetched(new byte[100], release));

            assertThat(outcome(first)).isInstanceOf(Classified.class);
            assertThat(outcome(second)).isInstanceOf(Classified.class);
        }
    }

    @Test
    void shouldRunTheNetworkAgainWhenNativeMemoryRanOutForOneImageAlone() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .inferring(() -> failFirst(2, new IllegalStateException(new RuntimeException("std::bad_alloc"))))
                .start()) {
            assertThat(outcome(pipeline.classifyInline())).isInstanceOf(Classified.class);
            assertThat(pipeline.health().ready()).isTrue();
        }
    }

    @Test
    void shouldBlameNoImageAndStopWhenDecodingHasNoMemoryAnyMore() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .decoding(() -> failFirst(Integer.MAX_VALUE, new OutOfMemoryError()))
                .start()) {
            assertAbandoned(pipeline.classifyInline());
            assertStopped(pipeline);
            assertThat(calls).as("once, and three times alone").hasValue(4);
        }
    }

    @Test
    void shouldBlameNoImageAndStopWhenTheNetworkHasNoMemoryAnyMore() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .inferring(() -> failFirst(Integer.MAX_VALUE, new OutOfMemoryError()))
                .start()) {
            assertAbandoned(pipeline.classifyInline());
            assertStopped(pipeline);
        }
    }

    @Test
    void shouldBlameNoImageAndStopWhenFetchingHasNoMemoryAnyMore() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() -> {
                    throw new OutOfMemoryError();
                })
                .start()) {
            assertAbandoned(pipeline.classifyReference());
            assertStopped(pipeline);
        }
    }

    @Test
    void shouldExpectNothingMoreOfARequestWhoseFetcherThrows() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() -> {
                    throw new IllegalStateException("fetcher defect");
                })
                .start()) {
            assertThat(outcome(pipeline.classifyReference()))
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                            .isEqualTo(ErrorCode.FETCH_FAILED));

            assertThat(outcome(pipeline.classifyInline()))
                    .as("leaves at once, as it is the only one")
                    .isInstanceOf(Classified.class);
        }
    }

    @Test
    void shouldHoldNothingOfWhatTheDecodePoolRefuses() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .decodingOn(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .start()) {
            assertAbandoned(pipeline.classifyInline());
            assertThat(pipeline.budget().heldBytes()).isZero();
        }
    }

    @Test
    void shouldReleaseWhatTheDecodePoolRefuses() {
        CountDownLatch released = new CountDownLatch(1);
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() ->
                        CompletableFuture.completedFuture(new FetchResult.Fetched(new byte[100], released::countDown)))
                .decodingOn(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .start()) {
            assertAbandoned(pipeline.classifyReference());
            assertThat(released.getCount()).isZero();
        }
    }

    private void failFirst(int times, Throwable failure) {
        if (calls.incrementAndGet() <= times) {
            throwUnchecked(failure);
        }
    }

    private static void throwUnchecked(Throwable failure) {
        if (failure instanceof OutOfMemoryError error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private static Outcome outcome(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(20, TimeUnit.SECONDS);
    }

    /** It has no outcome, so its request is read again: nothing is lost. */
    private static void assertAbandoned(CompletableFuture<Outcome> outcome) {
        assertThat(outcome)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .isInstanceOf(CancellationException.class);
    }

    private static void assertStopped(TinyPipeline pipeline) {
        assertThat(pipeline.health().ready()).as("ready").isFalse();
        assertThat(pipeline.health().live()).as("live").isFalse();
        assertThat(pipeline.budget().heldBytes()).isZero();
    }
}
