package dev.alexstream.kafka;

/**
 * What an audit found.
 *
 * @param requests below the committed offsets of the group
 * @param results of these requests
 * @param deadLetters of these requests
 * @param pending requests at or above the committed offsets
 * @param lost requests below the committed offsets without an outcome
 * @param duplicated outcomes beyond the first of their request
 * @param outOfOrder outcomes that follow one of a later request of the same partition, in the same partition of their topic
 */
public record AuditReport(
        long requests, long results, long deadLetters, long pending, long lost, long duplicated, long outOfOrder) {

    public boolean clean() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0;
    }
}
