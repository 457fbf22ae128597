package dev.alexstream.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The records of one attempt, and which of them the broker or the client refused. */
final class Sends {

    /** A record that cannot be written as it is, however often it is tried. */
    record Refusal(InFlightRequest request, Exception cause) {

        /** The fault lies in the record; otherwise in a topic or a permission, and other records meet it too. */
        boolean ofRecord() {
            return cause instanceof RecordTooLargeException
                    || cause instanceof InvalidRecordException
                    || cause instanceof InvalidTimestampException;
        }
    }

    /** Filled by the client's network thread. */
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    private final Set<InFlightRequest> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Exception> fault = new AtomicReference<>();

    void send(Producer<byte[], byte[]> producer, CommitPlan plan) {
        for (CommitPlan.Planned planned : plan.records()) {
            Future<RecordMetadata> unused =
                    producer.send(planned.record(), (metadata, fault) -> note(planned.request(), fault));
        }
    }

    private void note(InFlightRequest request, Exception refused) {
        if (refused == null) {
            acknowledged.add(request);
            return;
        }
        fault.compareAndSet(null, refused);
        Refusal refusal = new Refusal(request, refused);
        if (refusal.ofRecord() || ofConfiguration(refused)) {
            refusals.add(refusal);
        }
    }

    private static boolean ofConfiguration(Exception fault) {
        return fault instanceof AuthorizationException || fault instanceof InvalidTopicException;
    }

    List<Refusal> refusals() {
        return new ArrayList<>(refusals);
    }

    boolean acknowledged(InFlightRequest request) {
        return acknowledged.contains(request);
    }

    /** The first one, of whatever kind. */
    Optional<Exception> fault() {
        return Optional.ofNullable(fault.get());
    }
}
