package dev.alexstream.kafka;

import java.time.Duration;

/**
 * How long completed requests wait for others before they are committed: as long as commits take lately, so that committing takes about
 * half of the time at most; but never longer than the configured interval, however slow commits are. A quiet cluster answers within
 * milliseconds, and so do results.
 */
final class CommitPace {

    /** The weight of the last commit in what commits take lately. */
    private static final double FRESHNESS = 0.2;

    private final long longestNanos;
    private double commitNanos;

    /** @param longest the interval, which is also assumed until commits were seen */
    CommitPace(Duration longest) {
        this.longestNanos = longest.toNanos();
        this.commitNanos = longestNanos;
    }

    /** A commit was confirmed after so long. */
    void took(long nanos) {
        commitNanos += FRESHNESS * (nanos - commitNanos);
    }

    Duration pause() {
        return Duration.ofNanos(Math.min(longestNanos, Math.round(commitNanos)));
    }
}
