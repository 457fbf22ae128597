package dev.alexstream.metrics;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/** How long the lag will last at the rate of the last minute. Safe for use by many threads. */
final class DrainEstimate {

    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final long SLOT_NANOS = 1_000_000_000L;

    private record Slot(long sinceNanos, long ended) {}

    private final LongSupplier nanoTime;
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();

    DrainEstimate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** One more request has ended. */
    synchronized void ended() {
        long now = nanoTime.getAsLong();
        Slot last = slots.peekLast();
        if (last != null && now - last.sinceNanos() < SLOT_NANOS) {
            slots.pollLast();
            slots.addLast(new Slot(last.sinceNanos(), last.ended() + 1));
        } else {
            slots.addLast(new Slot(now, 1));
        }
        forgetBefore(now - WINDOW_NANOS);
    }

    /**
     * @param lag requests that are not committed
     * @return seconds; 0 without lag, infinite when nothing ended within the window
     */
    synchronized double seconds(long lag) {
        if (lag <= 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        forgetBefore(now - WINDOW_NANOS);
        if (slots.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        long ended = slots.stream().mapToLong(Slot::ended).sum();
        double spanSeconds = Math.max(SLOT_NANOS, now - slots.peekFirst().sinceNanos()) / 1e9;
        return lag * spanSeconds / ended;
    }

    private void forgetBefore(long nanos) {
        while (!slots.isEmpty() && slots.peekFirst().sinceNanos() - nanos < 0) {
            slots.pollFirst();
        }
    }
}
