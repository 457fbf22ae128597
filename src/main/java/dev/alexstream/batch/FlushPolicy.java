package dev.alexstream.batch;

import java.time.Duration;
import java.util.Optional;

/**
 * The rule of when a batch leaves, free of clocks and threads: when it is full, when its oldest item has waited {@code maxQueueDelay}, or
 * when nothing else is on its way.
 *
 * @param maxSize items in a full batch
 * @param maxQueueDelay zero means that nothing waits for company
 */
public record FlushPolicy(int maxSize, Duration maxQueueDelay) {

    public FlushPolicy {
        if (maxSize < 1) {
            throw new IllegalArgumentException("batch.max-size must be at least 1, it is " + maxSize);
        }
        if (maxQueueDelay.isNegative()) {
            throw new IllegalArgumentException("batch.max-queue-delay must not be negative, it is " + maxQueueDelay);
        }
    }

    /**
     * @param queued items that wait
     * @param oldestWaitNanos how long the first of them has waited
     * @param expected items that were announced and have not arrived
     */
    Optional<FlushReason> reasonToFlush(int queued, long oldestWaitNanos, int expected) {
        if (queued == 0) {
            return Optional.empty();
        }
        if (queued >= maxSize) {
            return Optional.of(FlushReason.FULL);
        }
        if (expected == 0) {
            return Optional.of(FlushReason.IDLE);
        }
        return oldestWaitNanos >= maxQueueDelay.toNanos() ? Optional.of(FlushReason.DELAY) : Optional.empty();
    }

    /**
     * The same rule, but nothing waits longer for company than company saves, which is the fixed cost of a batch. So a wait in vain loses
     * no more than one batch more would have cost.
     */
    FlushPolicy payingAtMost(Duration fixedCost) {
        return fixedCost.compareTo(maxQueueDelay) < 0 ? new FlushPolicy(maxSize, fixedCost) : this;
    }

    /** How long the oldest item may still wait. */
    long remainingNanos(long oldestWaitNanos) {
        return maxQueueDelay.toNanos() - oldestWaitNanos;
    }
}
