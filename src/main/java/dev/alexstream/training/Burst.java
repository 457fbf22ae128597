package dev.alexstream.training;

import java.time.Duration;
import java.time.Instant;

/**
 * Labels that come one soon after another, as those of a folder do: better learned together than in several runs, each of which may lose a
 * little of what was known. For one thread.
 */
final class Burst {

    /** Whoever never stops is not waited for any longer, in quiet periods. */
    private static final int LONGEST = 10;

    private final Duration quiet;
    private Instant first = Instant.MIN;
    private Instant last = Instant.MIN;

    /** @param quiet so long after its last label a burst is over */
    Burst(Duration quiet) {
        this.quiet = quiet;
    }

    /** A label has come. */
    void goesOn(Instant now) {
        if (isQuiet(now)) {
            first = now;
        }
        last = now;
    }

    /** Whether nothing has come for a while, or something for too long. */
    boolean isOver(Instant now) {
        return isQuiet(now) || !now.isBefore(first.plus(quiet.multipliedBy(LONGEST)));
    }

    private boolean isQuiet(Instant now) {
        return last.equals(Instant.MIN) || !now.isBefore(last.plus(quiet));
    }
}
