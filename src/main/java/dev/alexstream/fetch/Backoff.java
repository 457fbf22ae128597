package dev.alexstream.fetch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential pauses with equal jitter: before attempt n + 1, half of {@code first * 2^(n-1)} for certain and up to as much again by chance.
 *
 * @param random numbers in [0, 1)
 */
record Backoff(Duration first, DoubleSupplier random) {

    /** @param failed attempts so far, at least 1 */
    Duration after(int failed) {
        long half = (first.toNanos() << Math.min(failed - 1, 10)) / 2;
        return Duration.ofNanos(half + (long) (half * random.getAsDouble()));
    }
}
