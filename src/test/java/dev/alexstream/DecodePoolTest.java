package dev.alexstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecodePoolTest {

    private static final int PLENTY = 100;
    private static final int ENOUGH = 150;

    private int waiting;
    private volatile int ready;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    private final DecodePool pool =
            new DecodePool(threads, () -> waiting, new DecodePool.Ready(() -> ready, PLENTY, ENOUGH), 4);
    private final BatchMetrics listener = pool.listeningBeside(BatchMetrics.NONE);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldAddThreadsUpToTheMostWhileBatchesLeaveUnfilledAndImagesWaitToBeDecoded() {
        // Given
        waiting = 1;

        // When
        List<Integer> sizes = sizesAfter(4 * DecodePool.EVIDENCE, FlushReason.DELAY);

        // Then
        assertEquals(List.of(2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4), sizes);
    }

    @Test
    void shouldTakeThreadsAwayDownToOneWhileWholeBatchesLieReady() {
        // Given
        ready = PLENTY;

        // When
        List<Integer> sizes = sizesAfter(3 * DecodePool.EVIDENCE, FlushReason.FULL);

        // Then
        assertEquals(List.of(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1), sizes);
    }

    @Test
    void shouldStayWhenNothingWaitsToBeDecoded() {
        // Given
        ready = PLENTY - 1;

        // When
        List<Integer> sizes = sizesAfter(2 * DecodePool.EVIDENCE, FlushReason.DELAY);

        // Then
        assertEquals(2, sizes.get(sizes.size() - 1));
    }

    @Test
    void shouldStayWhenBatchesDoNotAgree() {
        // Given
        waiting = 1;

        // When
        for (int i = 0; i < 2 * DecodePool.EVIDENCE; i++) {
            listener.flushed(1, i % 2 == 0 ? FlushReason.DELAY : FlushReason.FULL, Duration.ZERO);
        }

        // Then
        assertEquals(2, pool.size());
    }

    @Test
    void shouldRestFromEnoughReadyImagesUntilABatchHasTakenSome() throws Exception {
        // Given
        ready = ENOUGH;
        CompletableFuture<Void> decoding = CompletableFuture.runAsync(() -> {}, pool.executor());
        while (threads.getActiveCount() == 0 && !decoding.isDone()) {
            Thread.onSpinWait();
        }

        // When
        listener.flushed(1, FlushReason.FULL, Duration.ZERO);
        boolean decodedTooEarly = decoding.isDone();
        ready = ENOUGH - 1;
        listener.flushed(1, FlushReason.FULL, Duration.ZERO);

        // Then
        decoding.get(10, TimeUnit.SECONDS);
        assertFalse(decodedTooEarly);
    }

    @Test
    void shouldDecodeWhatItHasTakenWhenItIsClosed() throws Exception {
        // Given
        ready = ENOUGH;
        CompletableFuture<Void> decoding = CompletableFuture.runAsync(() -> {}, pool.executor());

        // When
        pool.close();

        // Then
        decoding.get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldHandOnWhatItHears() {
        // Given
        List<Object> heard = new ArrayList<>();
        BatchMetrics other = new BatchMetrics() {
            @Override
            public void flushed(int size, FlushReason reason, Duration oldestWait) {
                heard.addAll(List.of(size, reason, oldestWait));
            }

            @Override
            public void learned(Batcher.Pace pace) {
                heard.add(pace);
            }
        };
        BatchMetrics both = pool.listeningBeside(other);
        var pace = new Batcher.Pace(Duration.ofMillis(1), 0.1);

        // When
        both.flushed(3, FlushReason.FULL, Duration.ofMillis(5));
        both.learned(pace);

        // Then
        assertEquals(List.of(3, FlushReason.FULL, Duration.ofMillis(5), pace), heard);
    }

    private List<Integer> sizesAfter(int batches, FlushReason reason) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            listener.flushed(1, reason, Duration.ZERO);
            sizes.add(pool.size());
        }
        return sizes;
    }
}
