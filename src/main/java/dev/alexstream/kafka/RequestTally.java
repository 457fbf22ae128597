package dev.alexstream.kafka;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The requests of one partition and what came of them: two bits for each offset. */
final class RequestTally {

    private final long start;
    private final long committed;
    private final BitSet requested = new BitSet();
    private final BitSet answered = new BitSet();
    private final Map<TopicPartition, Long> latest = new HashMap<>();
    private long results;
    private long deadLetters;
    private long duplicated;
    private long outOfOrder;

    /**
     * @param start first offset that the topic still has
     * @param committed the group's offset
     */
    RequestTally(long start, long committed) {
        this.start = start;
        this.committed = Math.max(start, committed);
    }

    void request(long offset) {
        requested.set(index(offset));
    }

    void result(long request, TopicPartition writtenTo) {
        if (outcome(request, writtenTo)) {
            results++;
        }
    }

    void deadLetter(long request, TopicPartition writtenTo) {
        if (outcome(request, writtenTo)) {
            deadLetters++;
        }
    }

    /** Whether the outcome counts: its request is still there and below the committed offset. */
    private boolean outcome(long request, TopicPartition writtenTo) {
        if (request < start) {
            return false;
        }
        long before = latest.getOrDefault(writtenTo, -1L);
        if (request < before) {
            outOfOrder++;
        }
        latest.put(writtenTo, Math.max(before, request));
        if (answered.get(index(request))) {
            duplicated++;
        }
        answered.set(index(request));
        return request < committed;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - start);
    }

    AuditReport report() {
        int bound = index(committed);
        BitSet done = requested.get(0, bound);
        long requests = done.cardinality();
        done.andNot(answered);
        return new AuditReport(
                requests,
                results,
                deadLetters,
                requested.cardinality() - requests,
                done.cardinality(),
                duplicated,
                outOfOrder);
    }
}
