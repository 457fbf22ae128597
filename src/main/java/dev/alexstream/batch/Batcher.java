package dev.alexstream.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Collects items from many threads into batches for one thread.
 *
 * <p>Every item is announced with {@link #expect()} as soon as its preparation starts, and then either arrives with {@link #offer} or is
 * taken back with {@link #forget()}. So a lone item leaves at once, and a full house waits for company, but no longer than company saves,
 * which is learned from what batches cost. The queue itself has no bound: what is announced is bounded by whoever announces.
 */
public final class Batcher<T> {

    private record Waiting<T>(T item, long sinceNanos) {}

    /**
     * How batches are made at the moment.
     *
     * @param queueDelay how long an item waits for company
     * @param itemSeconds what one more item costs in a batch; not a number while it is unknown
     */
    public record Pace(Duration queueDelay, double itemSeconds) {}

    private final FlushPolicy configured;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting<T>> queue = new ArrayDeque<>();
    private FlushPolicy policy;
    private BatchCost cost = new BatchCost();
    private Object learnedFrom;
    private int expected;
    private int largest;
    private boolean nudged;
    private boolean closed;

    public Batcher(FlushPolicy policy, LongSupplier nanoTime) {
        this.configured = policy;
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    /** An item is on its way. */
    public void expect() {
        locked(() -> expected++);
    }

    /** An announced item arrives. */
    public void offer(T item) {
        locked(() -> {
            queue.add(new Waiting<>(item, nanoTime.getAsLong()));
            arrived();
        });
    }

    /** An announced item will not come. */
    public void forget() {
        locked(this::arrived);
    }

    /** Whoever takes batches is to look up: an empty one comes next. */
    public void nudge() {
        locked(() -> {
            nudged = true;
            changed.signalAll();
        });
    }

    /**
     * A batch of so many items took so long: from this the batcher learns how long it pays to wait.
     *
     * @param by what ran it; whatever was learned from another one is forgotten
     */
    public Pace ran(Object by, int items, Duration took) {
        lock.lock();
        try {
            if (by != learnedFrom) {
                learnedFrom = by;
                cost = new BatchCost();
            }
            cost.ran(items, took.toNanos());
            Optional<BatchCost.Line> line = cost.line();
            policy = line.map(known -> configured.payingAtMost(Duration.ofNanos(Math.round(known.fixedNanos()))))
                    .orElse(configured);
            return new Pace(
                    policy.maxQueueDelay(),
                    line.map(known -> known.itemNanos() / 1e9).orElse(Double.NaN));
        } finally {
            lock.unlock();
        }
    }

    /** Items that wait now. */
    public int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Items of the largest batch that has left. */
    public int largest() {
        lock.lock();
        try {
            return largest;
        } finally {
            lock.unlock();
        }
    }

    /** What waits may leave, then {@link #take()} answers empty. */
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
        });
    }

    /**
     * The next batch, as soon as the policy lets it go.
     *
     * @return empty once the batcher is closed and nothing waits
     */
    public Optional<Batch<T>> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (nudged) {
                    nudged = false;
                    return Optional.of(new Batch<>(List.of(), FlushReason.IDLE, 0));
                }
                Optional<FlushReason> reason = reasonToFlush();
                if (reason.isPresent()) {
                    return Optional.of(drain(reason.get()));
                }
                if (closed) {
                    return Optional.empty();
                }
                long unused = changed.awaitNanos(nanosUntilDue());
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<FlushReason> reasonToFlush() {
        Optional<FlushReason> reason = policy.reasonToFlush(queue.size(), oldestWaitNanos(), expected);
        return reason.isEmpty() && closed && !queue.isEmpty() ? Optional.of(FlushReason.CLOSED) : reason;
    }

    private long oldestWaitNanos() {
        return queue.isEmpty() ? 0 : nanoTime.getAsLong() - queue.peek().sinceNanos();
    }

    private long nanosUntilDue() {
        return queue.isEmpty() ? Long.MAX_VALUE : policy.remainingNanos(oldestWaitNanos());
    }

    private Batch<T> drain(FlushReason reason) {
        long oldestWait = oldestWaitNanos();
        List<T> items = new ArrayList<>(Math.min(queue.size(), policy.maxSize()));
        while (!queue.isEmpty() && items.size() < policy.maxSize()) {
            items.add(queue.poll().item());
        }
        largest = Math.max(largest, items.size());
        return new Batch<>(items, reason, oldestWait);
    }

    private void arrived() {
        if (expected == 0) {
            throw new IllegalStateException("an item arrived that was not announced with expect()");
        }
        expected--;
        changed.signal();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
