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
import org.apache.kafka.common.errors.RetriableException;

/** The records of one attempt, and which of them the broker or the client refused. */
final class Sends {

    /**
     * A record that was not written; one that is listed cannot be written as it is, however often it is tried.
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
    /** The first one, of whatever kind. */
    private final AtomicReference<Refusal> fault = new AtomicReference<>();

    /** After a fault no more is sent of what shadows say: a client may wait long for their topic, with each record anew. */
    void send(Producer<byte[], byte[]> producer, CommitPlan plan) {
        for (CommitPlan.Planned planned : plan.planned()) {
            send(producer, planned.request(), planned.outcome(), false);
            for (ProducerRecord<byte[], byte[]> shadow : planned.shadows()) {
                if (fault.get() == null) {
                    send(producer, planned.request(), shadow, true);
                }
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
        fault.compareAndSet(null, refusal);
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

    /** The outcome is; what a shadow says may be missing. */
    boolean acknowledged(CommitPlan.Planned planned) {
        return acknowledged.contains(planned.outcome());
    }

    /** The first one, of whatever kind. */
    Optional<Exception> fault() {
        return Optional.ofNullable(fault.get()).map(Refusal::cause);
    }

    /** Why the topic of shadows takes nothing, where nothing failed before: it is not there, does not answer, or is not allowed. */
    Optional<Exception> faultOfShadowTopic() {
        return Optional.ofNullable(fault.get())
                .filter(Refusal::ofShadow)
                .filter(first -> !first.ofRecord())
                .map(Refusal::cause)
                .filter(cause -> cause instanceof RetriableException || ofConfiguration(cause));
    }
}
