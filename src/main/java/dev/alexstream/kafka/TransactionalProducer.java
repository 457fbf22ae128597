package dev.alexstream.kafka;

import dev.alexstream.kafka.KafkaMetrics.TransactionResult;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A producer whose transactions may be undecided between two turns of the loop. One rule for every exception: a time-out repeats the same
 * call on the same instance; anything else aborts; an abort that throws means a new producer of the same id, whose start decides the old
 * transaction. What a failed commit did is unknown until {@code committed()} was asked.
 *
 * <pre>
 *            commit timed out                  abort timed out
 *   IDLE ─────────────────────▶ COMMIT_UNKNOWN ───────────────▶ ABORT_PENDING
 *    ▲  ◀──── commit returned ───┘    │ threw, abort threw            │ threw
 *    │  ◀──── abort returned ─────────┼───────────────────────────────┤
 *    └─────── rebuilt ──────────── BROKEN ◀───────────────────────────┘
 * </pre>
 */
final class TransactionalProducer {

    enum State {
        IDLE,
        COMMIT_UNKNOWN,
        ABORT_PENDING,
        BROKEN
    }

    /** What becomes of transactions. */
    interface Listener {

        /** The plan is visible and its offsets are committed. */
        void committed(CommitPlan plan);

        /** The transaction ended without effect, or nobody knows yet, see {@link #mustReconcile()}. */
        void failed(CommitPlan plan, Sends sends, RuntimeException cause);

        /** The producer cannot be had; it is tried again later. */
        void unavailable(RuntimeException cause);

        /** A new producer is ready. */
        void rebuilt();

        void ended(TransactionResult result);
    }

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final Listener listener;
    private final Duration patience;
    private final LongSupplier nanoTime;

    private Producer<byte[], byte[]> producer;
    private State state = State.BROKEN;
    private boolean mustReconcile = true;
    private Attempt attempt;

    private record Attempt(CommitPlan plan, Sends sends, long startNanos) {}

    /** @param patience how long an unknown commit is waited for: twice the transaction time-out */
    TransactionalProducer(
            Supplier<Producer<byte[], byte[]>> factory, Listener listener, Duration patience, LongSupplier nanoTime) {
        this.factory = factory;
        this.listener = listener;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    State state() {
        return state;
    }

    /** Nothing may be sent before the committed offsets were compared with the windows. */
    boolean mustReconcile() {
        return mustReconcile;
    }

    void reconciled() {
        mustReconcile = false;
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** One step towards {@link State#IDLE}. */
    void recover() {
        switch (state) {
            case COMMIT_UNKNOWN -> commit();
            case ABORT_PENDING -> abort();
            case BROKEN -> rebuild();
            case IDLE -> {}
        }
    }

    /** One transaction, from {@link State#IDLE}. */
    void write(CommitPlan plan, ConsumerGroupMetadata group) {
        if (state != State.IDLE || mustReconcile) {
            throw new IllegalStateException("state " + state + ", mustReconcile " + mustReconcile);
        }
        attempt = new Attempt(plan, new Sends(), nanoTime.getAsLong());
        try {
            producer.beginTransaction();
        } catch (RuntimeException fatal) {
            failed(fatal);
            breakDown();
            return;
        }
        try {
            attempt.sends().send(producer, plan);
            producer.sendOffsetsToTransaction(plan.offsets(), group);
        } catch (RuntimeException refused) {
            abortAfter(refused);
            return;
        }
        commit();
    }

    private void commit() {
        try {
            producer.commitTransaction();
        } catch (TimeoutException | InterruptException unknown) {
            undecided();
            return;
        } catch (RuntimeException refused) {
            mustReconcile = true;
            abortAfter(refused);
            return;
        }
        state = State.IDLE;
        listener.ended(TransactionResult.COMMITTED);
        listener.committed(attempt.plan());
    }

    /** The answer did not come: only the same call on the same producer may follow, until patience ends. */
    private void undecided() {
        Interrupts.clear();
        if (state != State.COMMIT_UNKNOWN) {
            state = State.COMMIT_UNKNOWN;
            listener.ended(TransactionResult.UNKNOWN);
        }
        if (nanoTime.getAsLong() - attempt.startNanos() > patience.toNanos()) {
            mustReconcile = true;
            breakDown();
        }
    }

    private void abortAfter(RuntimeException refused) {
        Interrupts.clear();
        abort();
        failed(refused);
    }

    private void abort() {
        try {
            producer.abortTransaction();
            state = State.IDLE;
            listener.ended(TransactionResult.ABORTED);
        } catch (TimeoutException | InterruptException pending) {
            Interrupts.clear();
            state = State.ABORT_PENDING;
        } catch (RuntimeException fatal) {
            breakDown();
        }
    }

    private void failed(RuntimeException cause) {
        listener.failed(attempt.plan(), attempt.sends(), cause);
    }

    private void breakDown() {
        discard();
        state = State.BROKEN;
        mustReconcile = true;
        listener.ended(TransactionResult.REBUILT);
    }

    private void discard() {
        if (producer != null) {
            close(Duration.ZERO);
            producer = null;
        }
    }

    /** Starting the same id again ends what its predecessor left open; a time-out is repeated on the same instance. */
    private void rebuild() {
        try {
            if (producer == null) {
                producer = factory.get();
            }
            producer.initTransactions();
            state = State.IDLE;
            mustReconcile = true;
            listener.rebuilt();
        } catch (TimeoutException | InterruptException away) {
            Interrupts.clear();
            listener.unavailable(away);
        } catch (RuntimeException refused) {
            discard();
            listener.unavailable(refused);
        }
    }

    /** Never throws: the client is given up either way. */
    void close(Duration bound) {
        if (producer == null) {
            return;
        }
        try {
            producer.close(bound);
        } catch (RuntimeException ignored) {
            Interrupts.clear();
        }
    }
}
