package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.message.ErrorCode;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long one fetch may still take. The configured time-out runs from the first transfer on, so that a queue in front of a busy host
 * costs nobody his image, and stands still while the transfer has to wait for memory; the request's own deadline runs always.
 */
final class TimeBudget {

    private final LongSupplier nanoTime;
    private final Duration timeout;
    private final long deadline;
    private final Consumer<Duration> onRunning;
    private boolean begun;
    private boolean stopped;
    private long end;
    private long stoppedAt;

    /**
     * @param untilDeadline time left to the request
     * @param onRunning told when the time-out begins to run, and whenever it goes on, how long everything may take from then on
     */
    TimeBudget(LongSupplier nanoTime, Duration timeout, Duration untilDeadline, Consumer<Duration> onRunning) {
        this.nanoTime = nanoTime;
        this.timeout = timeout;
        this.deadline = nanoTime.getAsLong() + untilDeadline.toNanos();
        this.onRunning = onRunning;
    }

    /** The first transfer begins; later calls change nothing. */
    void begin() {
        synchronized (this) {
            if (begun) {
                return;
            }
            begun = true;
            end = nanoTime.getAsLong() + timeout.toNanos();
        }
        onRunning.accept(remaining());
    }

    synchronized boolean hasBegun() {
        return begun;
    }

    /** The time-out stands still. */
    synchronized void stop() {
        if (begun && !stopped) {
            stopped = true;
            stoppedAt = nanoTime.getAsLong();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** The time-out goes on. */
    void go() {
        synchronized (this) {
            if (!stopped) {
                return;
            }
            stopped = false;
            end += nanoTime.getAsLong() - stoppedAt;
        }
        onRunning.accept(remaining());
    }

    /** Never negative. */
    synchronized Duration remaining() {
        long now = nanoTime.getAsLong();
        long untilDeadline = deadline - now;
        long left = begun ? Math.min(end - (stopped ? stoppedAt : now), untilDeadline) : untilDeadline;
        return Duration.ofNanos(Math.max(0, left));
    }

    /** What to say when nothing is left. */
    FetchRejected exhausted() {
        return nanoTime.getAsLong() - deadline >= 0
                ? new FetchRejected(ErrorCode.EXPIRED, "The request's deadline passed before the image was there.")
                : new FetchRejected(
                        ErrorCode.FETCH_TIMEOUT, "The image was not there within " + timeout.toMillis() + " ms.");
    }
}
