package dev.alexstream.kafka;

import dev.alexstream.message.ErrorCode;
import java.time.Duration;

/** What the data path measures. Called on the Kafka thread. */
public interface KafkaMetrics {

    /** How a transaction ended. */
    enum TransactionResult {
        COMMITTED,
        ABORTED,
        /** The answer to the commit did not come; counted once, before it is found out. */
        UNKNOWN,
        /** The producer had to be replaced. */
        REBUILT
    }

    KafkaMetrics NONE = new KafkaMetrics() {};

    default void transaction(TransactionResult result) {}

    default void rebalance() {}

    /** Requests that were read and are not committed. */
    default void inFlight(int records, long bytes) {}

    /**
     * @param records requests of owned partitions that are not committed, markers of transactions not counted
     * @param seconds age of the oldest request in flight
     */
    default void lag(long records, double seconds) {}

    /** Committed with a result; {@code endToEnd} counts from the request's timestamp. */
    default void classified(Duration endToEnd) {}

    /** Committed with a dead letter. */
    default void rejected(ErrorCode code, Duration endToEnd) {}

    /** Requests that the broker had deleted before they were read. */
    default void missed(long records) {}
}
