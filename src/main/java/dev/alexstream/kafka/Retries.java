package dev.alexstream.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Pauses between attempts that a cluster failed, longer each time and of random length, so that two who are in each other's way part. */
final class Retries {

    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Duration patience;
    private final long deadline;
    private Duration next = FIRST;

    Retries(Duration patience) {
        this.patience = patience;
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    /**
     * Returns when it is time for another attempt.
     *
     * @param what completes "The Kafka cluster could not …"
     * @throws KafkaSetupException when there is no point in one, or no time left
     */
    void after(KafkaException fault, String what) {
        Interrupts.clear();
        if (isFinal(fault)) {
            throw new KafkaSetupException("The Kafka cluster could not " + what + ": " + cause(fault), fault);
        }
        if (System.nanoTime() - deadline > 0) {
            throw new KafkaSetupException(
                    "The Kafka cluster could not " + what + " within " + patience.toSeconds() + " seconds: "
                            + cause(fault),
                    fault);
        }
        long nanos = next.toNanos();
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos * 3 / 2));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    private static boolean isFinal(KafkaException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof InvalidConfigurationException
                    || cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }

    private static String cause(KafkaException fault) {
        return fault.getCause() == null ? fault.getMessage() : fault.getCause().getMessage();
    }
}
