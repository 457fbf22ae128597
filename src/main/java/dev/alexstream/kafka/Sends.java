package dev.alexstream.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The records of one attempt, and which of them the broker or the client refused. */
final class Sends {

    /**
     * A record that cannot be written as it is, however often it is tried.
     *
     * @param ofShadow it is what a shadow says, which may be left out
     */
    record Refusal(InFlightRequest request, boolean ofShadow, Exception cause) {

        /** The fault lies in the record; otherwise in a topic or a permission, and other records meet it too. */
        boolean ofRecord() {
            return cause instanceof RecordTooLargeException
                    || cause instanceof InvalidRecordException
                    || cause instanceof InvalidTimestampException;
        }
    }

    /** Filled by the client's network thread. */
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

    private final Set<ProducerRecord<byte[], byte[]>> acknowledged =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final AtomicReference<Exception> fault = new AtomicReference<>();

    void send(Producer<byte[], byte[]> producer, CommitPlan plan) {
        for (CommitPlan.Planned planned : plan.planned()) {
            boolean ofShadow = false;
            for (ProducerRecord<byte[], byte[]> record : planned.records()) {
                send(producer, planned.request(), record, ofShadow);
                ofShadow = true;
            }
        }
    }

    private void send(
            Producer<byte[], byte[]> producer,
            InFlightRequest request,
            ProducerRecord<byte[], byte[]> record,
            boolean ofShadow) {
        Future<RecordMetadata> unused = producer.send(record, (metadata, refused) -> {
            if (refused == null) {
                acknowledged.add(record);
            } else {
                note(new Refusal(request, ofShadow, refused));
            }
        });
    }

    private void note(Refusal refusal) {
        fault.compareAndSet(null, refusal.cause());
        if (refusal.ofRecord() || ofConfiguration(refusal.cause())) {
            refusals.add(refusal);
        }
    }

    private static boolean ofConfiguration(Exception fault) {
        return fault instanceof AuthorizationException || fault instanceof InvalidTopicException;
    }

    List<Refusal> refusals() {
        return new ArrayList<>(refusals);
    }

    boolean acknowledged(CommitPlan.Planned planned) {
        return acknowledged.containsAll(planned.records());
    }

    /** The first one, of whatever kind. */
    Optional<Exception> fault() {
        return Optional.ofNullable(fault.get());
    }
}
