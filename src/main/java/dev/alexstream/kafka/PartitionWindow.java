package dev.alexstream.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What is in flight of one partition during one assignment, in offset order. Only its completed prefix may be committed. A partition
 * that is lost and assigned again gets a new window: the identity of the window is the epoch of the assignment.
 */
final class PartitionWindow {

    private final TopicPartition partition;
    private final Deque<InFlightRequest> requests = new ArrayDeque<>();
    private long bytes;
    private Optional<Long> confirmed = Optional.empty();

    PartitionWindow(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    void add(InFlightRequest request) {
        if (!requests.isEmpty() && requests.getLast().offset() >= request.offset()) {
            throw new IllegalArgumentException("offset " + request.offset() + " of " + partition + " follows offset "
                    + requests.getLast().offset());
        }
        requests.add(request);
        bytes += request.bytes();
    }

    /** The longest prefix of requests that are done, at most {@code limit} of them. */
    List<InFlightRequest> completedPrefix(int limit) {
        List<InFlightRequest> prefix = new ArrayList<>();
        for (InFlightRequest request : requests) {
            if (prefix.size() == limit || !request.done()) {
                break;
            }
            prefix.add(request);
        }
        return prefix;
    }

    /** Removes and returns the requests below a committed offset. */
    List<InFlightRequest> confirm(long committed) {
        List<InFlightRequest> done = new ArrayList<>();
        while (!requests.isEmpty() && requests.getFirst().offset() < committed) {
            InFlightRequest request = requests.removeFirst();
            bytes -= request.bytes();
            done.add(request);
        }
        confirmed = Optional.of(committed);
        return done;
    }

    /**
     * Whether a committed offset can come from this window: not below what it has confirmed, not beyond what it has read.
     */
    boolean explains(long committed) {
        long lowest = confirmed.orElse(Long.MIN_VALUE);
        long highest = requests.isEmpty()
                ? confirmed.orElse(Long.MAX_VALUE)
                : requests.getLast().offset() + 1;
        return lowest <= committed && committed <= highest;
    }

    List<InFlightRequest> requests() {
        return List.copyOf(requests);
    }

    Optional<InFlightRequest> oldest() {
        return Optional.ofNullable(requests.peekFirst());
    }

    int size() {
        return requests.size();
    }

    long bytes() {
        return bytes;
    }

    void cancel() {
        requests.forEach(InFlightRequest::cancel);
    }
}
