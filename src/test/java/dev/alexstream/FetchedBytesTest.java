package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that were fetched are kept until they are decoded, whatever comes of that, and not longer. */
@Timeout(30)
class FetchedBytesTest {

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);

    @Test
    void shouldBeReleasedWhenTheyAreDecodedAndNotBefore() throws Exception {
        CountDownLatch decoding = new CountDownLatch(1);
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(this::fetched)
                .decoding(() -> {
                    decoding.countDown();
                    await(held);
                })
                .start()) {
            CompletableFuture<Outcome> outcome = pipeline.classifyReference();
            await(decoding);
            assertThat(released.getCount()).isOne();
            held.countDown();

            await(released);
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Classified.class);
        }
    }

    @Test
    void shouldBeReleasedWhenTheyCannotBeDecoded() throws Exception {
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(this::fetched)
                .decoding(() -> {
                    throw new IllegalStateException("decoder defect");
                })
                .start()) {
            assertThat(pipeline.classifyReference().get(20, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                            .isEqualTo(ErrorCode.DECODE_FAILED));
            await(released);
        }
    }

    @Test
    void shouldBeReleasedWhenTheyComeAfterTheirRequestWasCancelled() {
        CompletableFuture<FetchResult> uncancellable = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        try (TinyPipeline pipeline =
                new TinyPipeline().fetching(() -> uncancellable).start()) {
            pipeline.classifyReference().cancel(false);

            uncancellable.complete(new Fetched(new byte[100], released::countDown));

            await(released);
        }
    }

    @Test
    void shouldNotBeKeptWhileTheImageWaitsForTheNetwork() {
        byte[][] bytes = {new byte[1_000_000]};
        WeakReference<byte[]> left = new WeakReference<>(bytes[0]);
        try (TinyPipeline pipeline = new TinyPipeline()
                .fetching(() -> CompletableFuture.completedFuture(new Fetched(take(bytes), released::countDown)))
                .inferring(() -> await(held))
                .start()) {
            CompletableFuture<Outcome> outcome = pipeline.classifyReference();
            await(released);

            while (left.get() != null && !Thread.currentThread().isInterrupted()) {
                System.gc();
            }

            assertThat(left.get()).isNull();
            assertThat(outcome).isNotDone();
            held.countDown();
        }
    }

    private static byte[] take(byte[][] bytes) {
        byte[] taken = bytes[0];
        bytes[0] = null;
        return taken;
    }

    private CompletableFuture<FetchResult> fetched() {
        return CompletableFuture.completedFuture(new Fetched(new byte[100], released::countDown));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
