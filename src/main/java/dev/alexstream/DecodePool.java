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
 * one thread more; when whole batches lie ready, one less. When still more lies ready, all of them rest.
 */
final class DecodePool implements AutoCloseable {

    /** So many batches in a row must say the same: one says little. */
    static final int EVIDENCE = 4;

    private final ThreadPoolExecutor threads;
    private final IntSupplier waiting;
    private final Ready ready;
    private final int most;
    private int hungry;
    private int sated;
    private boolean closed;

    /**
     * What is decoded and waits for the engine.
     *
     * @param images at the moment
     * @param plenty so many of them behind a batch are more than the next batches need
     * @param enough with so many of them nothing more is decoded
     */
    record Ready(IntSupplier images, int plenty, int enough) {}

    /** @param processors most threads that there will be; half of them in the beginning */
    static DecodePool of(int processors, Ready ready) {
        AtomicInteger number = new AtomicInteger();
        int few = Math.max(1, processors / 2);
        var executor = new ThreadPoolExecutor(few, few, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "alexstream-decode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        return new DecodePool(executor, executor.getQueue()::size, ready, processors);
    }

    /** @param waiting images that no thread has begun to decode */
    DecodePool(ThreadPoolExecutor threads, IntSupplier waiting, Ready ready, int most) {
        this.threads = threads;
        this.waiting = waiting;
        this.ready = ready;
        this.most = most;
    }

    /** Refuses work when the pool is closed. */
    Executor executor() {
        return task -> threads.execute(() -> {
            rest();
            task.run();
        });
    }

    private synchronized void rest() {
        while (!closed && ready.images().getAsInt() >= ready.enough()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Images that no thread has begun to decode. */
    int waiting() {
        return waiting.getAsInt();
    }

    int size() {
        return threads.getCorePoolSize();
    }

    /** Listens to batches beside someone else. It has to hear of every batch: threads that rest look up then. */
    BatchMetrics listeningBeside(BatchMetrics other) {
        return new BatchMetrics() {
            @Override
            public void flushed(int size, FlushReason reason, Duration oldestWait) {
                other.flushed(size, reason, oldestWait);
                adapt(reason, ready.images().getAsInt() >= ready.plenty());
            }

            @Override
            public void learned(Batcher.Pace pace) {
                other.learned(pace);
            }
        };
    }

    private synchronized void adapt(FlushReason reason, boolean plentyReady) {
        hungry = reason == FlushReason.DELAY && waiting() > 0 ? hungry + 1 : 0;
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
        notifyAll();
    }

    /** Takes no more; what was taken is decoded. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        threads.shutdown();
    }
}
