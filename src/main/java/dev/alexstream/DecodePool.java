package dev.alexstream;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushReason;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The threads that decode, as many as the engine needs. Small photographs take a fraction of what the network takes for them, large ones
 * many times that, so the number is learned from batches: when they leave before they are full although images wait to be decoded, there is
 * one thread more; when whole batches lie ready, one less.
 */
final class DecodePool implements AutoCloseable {

    /** So many batches in a row must say the same: one says little. */
    static final int EVIDENCE = 4;

    private final ThreadPoolExecutor threads;
    private final IntSupplier waiting;
    private final int most;
    private int hungry;
    private int sated;

    /** @param processors most threads that there will be; half of them in the beginning */
    static DecodePool of(int processors) {
        AtomicInteger number = new AtomicInteger();
        int few = Math.max(1, processors / 2);
        var executor = new ThreadPoolExecutor(few, few, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "alexstream-decode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new DecodePool(executor, executor.getQueue()::size, processors);
    }

    /** @param waiting images that no thread has begun to decode */
    DecodePool(ThreadPoolExecutor threads, IntSupplier waiting, int most) {
        this.threads = threads;
        this.waiting = waiting;
        this.most = most;
    }

    Executor executor() {
        return threads;
    }

    int size() {
        return threads.getCorePoolSize();
    }

    /**
     * Listens to batches beside someone else.
     *
     * @param ready images that are decoded and wait
     * @param plenty so many of them are more than the next batches need
     */
    BatchMetrics listeningBeside(BatchMetrics other, IntSupplier ready, int plenty) {
        return new BatchMetrics() {
            @Override
            public void flushed(int size, FlushReason reason, Duration oldestWait) {
                other.flushed(size, reason, oldestWait);
                adapt(reason, ready.getAsInt() >= plenty);
            }

            @Override
            public void learned(Batcher.Pace pace) {
                other.learned(pace);
            }
        };
    }

    /** Called by one thread. */
    private void adapt(FlushReason reason, boolean plentyReady) {
        hungry = reason == FlushReason.DELAY && waiting.getAsInt() > 0 ? hungry + 1 : 0;
        sated = plentyReady ? sated + 1 : 0;
        if (hungry >= EVIDENCE && size() < most) {
            threads.setMaximumPoolSize(size() + 1);
            threads.setCorePoolSize(size() + 1);
            hungry = 0;
        } else if (sated >= EVIDENCE && size() > 1) {
            threads.setCorePoolSize(size() - 1);
            threads.setMaximumPoolSize(size());
            sated = 0;
        }
    }

    /** Takes no more; what was taken is decoded. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
