package dev.alexstream.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Waits 1 s after a fault, twice as long after each further one, at most 30 s; a success starts over. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private Duration next = FIRST;
    private long until;
    private boolean waiting;

    Backoff(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void fault() {
        until = nanoTime.getAsLong() + next.toNanos();
        waiting = true;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    void success() {
        next = FIRST;
        waiting = false;
    }

    boolean waiting() {
        if (waiting && nanoTime.getAsLong() - until >= 0) {
            waiting = false;
        }
        return waiting;
    }
}
