package dev.alexstream.kafka;

import dev.alexstream.kafka.LoopHealth.Side;
import dev.alexstream.kafka.Sends.Refusal;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;

/** What follows from a failed write: go on, write something smaller, fewer at once, or wait and say why. */
final class WriteFaults {

    private static final Logger LOG = Logger.getLogger(WriteFaults.class);

    /** So many failures in a row look for the record that causes them. */
    private static final int SUSPICIOUS = 3;

    private final LoopHealth health;
    private final ShadowRest shadowRest;
    private final Backoff backoff;
    private int inARow;

    WriteFaults(LoopSignals signals, ShadowRest shadowRest) {
        this.health = signals.health();
        this.shadowRest = shadowRest;
        this.backoff = new Backoff(signals.nanoTime());
    }

    boolean waiting() {
        return backoff.waiting();
    }

    /** Most records of the next transaction. */
    int limit() {
        return inARow >= SUSPICIOUS ? 1 : Integer.MAX_VALUE;
    }

    void succeeded() {
        inARow = 0;
        available();
    }

    void available() {
        backoff.success();
        health.recovered(Side.WRITING);
    }

    /**
     * The client fails what it has not sent yet with the error of what was refused, so only the first refusal is known to be one. What shadows
     * say is left out at the slightest doubt.
     */
    void failed(Sends sends, Exception cause) {
        Optional<Exception> ofShadowTopic = sends.faultOfShadowTopic();
        if (ofShadowTopic.isPresent()) {
            shadowRest.begin(ofShadowTopic.get());
        } else if (sends.refusals().isEmpty()) {
            failed(cause);
        } else {
            refused(sends.refusals());
        }
    }

    private void refused(List<Refusal> refusals) {
        Refusal first = refusals.get(0);
        if (first.ofShadow()) {
            refusals.stream().filter(Refusal::ofShadow).forEach(refusal -> refusal.request()
                    .dropShadow());
            LOG.warnf(
                    "What a shadow says was refused and is left out: %s",
                    first.cause().getMessage());
        } else {
            refused(first);
        }
    }

    private void refused(Refusal refusal) {
        String reason = refusal.cause().getMessage();
        if (refusal.ofRecord() && refusal.request().shrink(reason)) {
            LOG.warnf("An outcome was refused and will be written smaller: %s", reason);
        } else {
            troubled("Kafka refuses outcomes: " + reason, refusal.cause());
        }
    }

    /** Nothing is known of single records. */
    void failed(Exception cause) {
        if (isOrdinary(cause)) {
            LOG.debug("A transaction failed and is repeated", cause);
        } else if (isConfiguration(cause)) {
            troubled("Kafka refuses to write: " + cause.getMessage(), cause);
        } else {
            LOG.warnf("A transaction failed and is repeated: %s", cause.toString());
            suspect(cause);
        }
    }

    private void suspect(Exception cause) {
        inARow++;
        if (inARow >= SUSPICIOUS) {
            shadowRest.begin(cause);
            troubled("Writing outcomes fails again and again: " + cause.getMessage(), cause);
        }
    }

    /** No producer can be had. */
    void unavailable(Exception cause) {
        if (cause instanceof RetriableException) {
            health.troubled(Side.WRITING, "The Kafka cluster does not answer the producer: " + cause.getMessage());
        } else {
            troubled("No producer can be started: " + cause.getMessage(), cause);
        }
    }

    private void troubled(String sentence, Exception cause) {
        LOG.warn(sentence);
        LOG.debug(sentence, cause);
        health.troubled(Side.WRITING, sentence);
        backoff.fault();
    }

    /** A rebalance under way, or a cluster that is away for a while. */
    private static boolean isOrdinary(Throwable cause) {
        return cause instanceof CommitFailedException
                || cause instanceof RebalanceInProgressException
                || cause instanceof RetriableException
                || cause.getCause() instanceof RetriableException;
    }

    private static boolean isConfiguration(Exception cause) {
        return cause instanceof AuthorizationException
                || cause instanceof AuthenticationException
                || cause instanceof UnsupportedVersionException;
    }
}
