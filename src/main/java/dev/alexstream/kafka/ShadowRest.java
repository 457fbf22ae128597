package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Leaves what shadows say unwritten for a while after their topic did not take it. Each attempt costs the outcomes beside it as long as a
 * client waits for a topic, so there is at most one in a while.
 */
final class ShadowRest {

    static final Duration LENGTH = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(ShadowRest.class);

    private final LongSupplier nanoTime;
    private Optional<String> reason = Optional.empty();
    private boolean told;
    private long until;

    ShadowRest(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin(Exception cause) {
        until = nanoTime.getAsLong() + LENGTH.toNanos();
        reason = Optional.of(String.valueOf(cause.getMessage()));
        told = false;
    }

    /** Whether what a shadow has said now is to be left out; the operator is told of the first one. */
    boolean leavesOut() {
        if (reason.isPresent() && nanoTime.getAsLong() - until >= 0) {
            reason = Optional.empty();
        }
        if (reason.isPresent() && !told) {
            told = true;
            LOG.warnf("What shadows say is left out for a while, as it could not be written: %s", reason.get());
        }
        return reason.isPresent();
    }
}
