package dev.alexstream.kafka;

import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.Shadowed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request that was read and whose outcome is not confirmed. Confined to the Kafka thread, but for the future. */
final class InFlightRequest {

    private final InboundRecord record;
    private final Optional<Integer> leaderEpoch;
    private final CompletableFuture<Outcome> work;
    private Rejected substitute;
    private Kept kept = Kept.ALL;
    private boolean shadowDropped;
    private boolean acknowledged;

    InFlightRequest(ReceivedRequest received, CompletableFuture<Outcome> work) {
        this.record = received.record();
        this.leaderEpoch = received.leaderEpoch();
        this.work = work;
    }

    InboundRecord record() {
        return record;
    }

    Optional<Integer> leaderEpoch() {
        return leaderEpoch;
    }

    long offset() {
        return record.coordinates().offset();
    }

    /** Size as it is held in memory: key, value and headers. */
    long bytes() {
        long bytes = length(record.key()) + length(record.value());
        for (RecordHeader header : record.headers()) {
            bytes += header.name().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** Cancelled work never becomes an outcome: its request is read again later. */
    boolean done() {
        return substitute != null || (work.isDone() && !work.isCancelled());
    }

    CompletableFuture<Outcome> work() {
        return work;
    }

    /** Of a request that is {@link #done()}. */
    Outcome outcome() {
        if (substitute != null) {
            return substitute;
        }
        if (work.isCompletedExceptionally()) {
            return new Rejected(ErrorCode.INFERENCE_FAILED, "The request could not be processed: " + fault());
        }
        Outcome outcome = work.join();
        return shadowDropped && outcome instanceof Shadowed shadowed ? shadowed.answer() : outcome;
    }

    private String fault() {
        return work.handle((outcome, fault) -> fault.getClass().getSimpleName()).join();
    }

    /** What its dead letter keeps, as not all of it may fit. */
    Kept kept() {
        return kept;
    }

    /** What a shadow says is not written. */
    void dropShadow() {
        shadowDropped = true;
    }

    /**
     * Next smaller form of an outcome that the broker refuses: a result becomes a dead letter, a dead letter keeps less of its request.
     *
     * @return false when there is none
     */
    boolean shrink(String refusal) {
        if (outcome() instanceof Rejected rejected) {
            Optional<Kept> less = kept.less();
            substitute = rejected;
            kept = less.orElse(kept);
            return less.isPresent();
        }
        substitute = new Rejected(ErrorCode.TOO_LARGE, "The broker refuses the result: " + refusal);
        return true;
    }

    /** At least once: the outcome is written, only its offset is not. */
    boolean acknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    void cancel() {
        work.cancel(false);
    }
}
