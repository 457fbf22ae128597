package dev.alexstream;

import dev.alexstream.kafka.IntakeGate;
import dev.alexstream.kafka.KafkaLink;
import dev.alexstream.kafka.ReceivedRequest;
import dev.alexstream.kafka.RequestHandler;
import dev.alexstream.message.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The data path. One thread reads requests, hands them on, and writes their outcomes in the order of the requests; everything slow
 * happens elsewhere. By default each request has exactly one outcome for {@code read_committed} readers, through crashes, rebalances and
 * broker failures.
 */
public final class ClassificationLoop implements Runnable {

    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final KafkaLink link;
    private final RequestHandler handler;
    private final IntakeGate gate;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long drainUntil;
    private volatile boolean stopping;

    public ClassificationLoop(KafkaLink link, RequestHandler handler, IntakeGate gate) {
        this.link = link;
        this.handler = handler;
        this.gate = gate;
    }

    /** Ends after {@link #stopReading}, or with an exception when Kafka can never be read as it is configured or nothing can be classified. */
    @Override
    public void run() {
        try {
            while (!stopping) {
                turn(gate.open());
            }
            while (!link.drained() && System.nanoTime() - drainUntil < 0) {
                turn(false);
            }
        } finally {
            link.close(CLOSE_BOUND);
            ended.countDown();
        }
    }

    private void turn(boolean open) {
        for (ReceivedRequest request : link.poll()) {
            link.track(request, handle(request));
        }
        link.publish();
        link.regulate(open);
    }

    /** A handler that throws fails one request, not the loop. */
    private CompletableFuture<Outcome> handle(ReceivedRequest request) {
        try {
            return handler.handle(request.record());
        } catch (RuntimeException fault) {
            return CompletableFuture.failedFuture(fault);
        }
    }

    /**
     * Stops reading, lets what is in flight finish within the bound, commits and leaves the group. What does not finish is read again by
     * another worker. Returns at once.
     */
    public void stopReading(Duration bound) {
        drainUntil = System.nanoTime() + bound.toNanos();
        stopping = true;
    }

    /**
     * After {@link #stopReading}.
     *
     * @return whether the loop has ended; false when it does not end long after the bound
     */
    public boolean awaitEnd() throws InterruptedException {
        long left = drainUntil + CLOSE_BOUND.multipliedBy(4).toNanos() - System.nanoTime();
        return ended.await(left, TimeUnit.NANOSECONDS);
    }

    /** {@link #stopReading Stops reading} and {@link #awaitEnd waits}. */
    public boolean stop(Duration bound) throws InterruptedException {
        stopReading(bound);
        return awaitEnd();
    }
}
