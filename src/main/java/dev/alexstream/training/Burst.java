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
    private boolean going;
    private Instant first = Instant.MIN;
    private Instant last = Instant.MIN;

    /** @param quiet so long after its last label a burst is over */
    Burst(Duration quiet) {
        this.quiet = quiet;
    }

    /**
     * Labels have come and are taken in, which may itself have taken longer than the quiet period.
     *
     * @return whether another burst begins with them
     */
    boolean goesOn(Instant now) {
        boolean begins = !going;
        if (begins) {
            going = true;
            first = now;
        }
        last = now;
        return begins;
    }

    /** No label has come. */
    void rests(Instant now) {
        if (going && !now.isBefore(last.plus(quiet))) {
            going = false;
        }
    }

    /** What has come is learned; what comes next begins another one. */
    void ends() {
        going = false;
    }

    /** Whether nothing has come for a while, or something for too long. */
    boolean isOver(Instant now) {
        return !going || !now.isBefore(first.plus(quiet.multipliedBy(LONGEST)));
    }
}
