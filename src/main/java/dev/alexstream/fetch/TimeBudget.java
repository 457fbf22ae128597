package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.message.ErrorCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long one fetch may still take. The configured time-out runs from the first transfer on, so that a queue in front of a busy host
 * costs nobody his image; the request's own deadline runs always.
 */
final class TimeBudget {

    private final LongSupplier nanoTime;
    private final Duration timeout;
    private final long deadline;
    private final AtomicReference<Long> end = new AtomicReference<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Consumer<Duration> onBegin;

    /**
     * @param untilDeadline time left to the request
     * @param onBegin told once, when the first transfer begins, how long everything may take from then on
     */
    TimeBudget(LongSupplier nanoTime, Duration timeout, Duration untilDeadline, Consumer<Duration> onBegin) {
        this.nanoTime = nanoTime;
        this.timeout = timeout;
        this.deadline = nanoTime.getAsLong() + untilDeadline.toNanos();
        this.onBegin = onBegin;
    }

    /** The first transfer begins; later calls change nothing. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            end.set(nanoTime.getAsLong() + timeout.toNanos());
            onBegin.accept(remaining());
        }
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** Never negative. */
    Duration remaining() {
        long now = nanoTime.getAsLong();
        Long transferEnd = end.get();
        long left = transferEnd == null ? deadline - now : Math.min(transferEnd - now, deadline - now);
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
