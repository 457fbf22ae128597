package dev.alexstream.kafka;

import dev.alexstream.kafka.KafkaMetrics.TransactionResult;
import dev.alexstream.kafka.TransactionalProducer.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Exactly once: outcomes and the offsets of their requests become visible in one transaction or not at all. It holds for readers with
 * {@code read_committed}, on a cluster with {@code transaction.version} 2. It stands on two rules: only windows of partitions that the
 * consumer owns right now are written (the broker does not check that), and nothing is sent again before the fate of the transaction
 * that held it is known.
 */
final class TransactionalPublisher implements Publisher, TransactionalProducer.Listener {

    private final TransactionalProducer producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Outbox outbox;
    private final Reconciler reconciler;
    private final KafkaMetrics metrics;
    private final WriteFaults faults;
    private final CommitPace pace;
    private final LongSupplier nanoTime;
    private boolean committed;

    /** @param patience how long an unknown commit is waited for */
    TransactionalPublisher(
            Supplier<Producer<byte[], byte[]>> factory,
            Duration patience,
            Consumer<byte[], byte[]> consumer,
            Outbox outbox,
            LoopSignals signals) {
        this.producer = new TransactionalProducer(factory, this, patience, signals.nanoTime());
        this.consumer = consumer;
        this.outbox = outbox;
        this.reconciler = new Reconciler(consumer, outbox);
        this.metrics = signals.metrics();
        this.faults = new WriteFaults(signals, outbox.shadowRest());
        this.pace = new CommitPace(outbox.interval());
        this.nanoTime = signals.nanoTime();
    }

    State state() {
        return producer.state();
    }

    @Override
    public void step() {
        if (producer.state() != State.IDLE) {
            recover();
        } else if (producer.mustReconcile()) {
            reconcile();
        } else if (!faults.waiting() && outbox.due(consumer.assignment(), pace.pause())) {
            publish(consumer.assignment());
        }
    }

    private void recover() {
        if (producer.state() != State.BROKEN || !faults.waiting()) {
            producer.recover();
        }
    }

    private void reconcile() {
        if (reconciler.reconcile()) {
            producer.reconciled();
        }
    }

    /** One transaction; false when nothing was committed. */
    private boolean publish(Set<TopicPartition> partitions) {
        ConsumerGroupMetadata group = consumer.groupMetadata();
        if (group.generationId() < 0 || group.memberId().isEmpty()) {
            return false;
        }
        committed = false;
        long started = nanoTime.getAsLong();
        try {
            CommitPlan plan = outbox.plan(partitions, faults.limit(), producer::partitions);
            if (!plan.isEmpty()) {
                producer.write(plan, group);
            }
        } catch (KafkaException noPartitions) {
            Interrupts.clear();
            faults.unavailable(noPartitions);
        }
        if (committed) {
            pace.took(nanoTime.getAsLong() - started);
        }
        return committed;
    }

    /** An undecided transaction is left to the next owner: its fetch of offsets waits until the transaction is decided. */
    @Override
    public void settle(Set<TopicPartition> leaving, Duration bound) {
        if (producer.state() == State.IDLE && !producer.mustReconcile()) {
            Set<TopicPartition> owned = new HashSet<>(leaving);
            owned.retainAll(consumer.assignment());
            outbox.awaitCompletion(owned, bound);
            while (publish(owned)) {
                // the next transaction, as their size is bounded
            }
        }
    }

    @Override
    public void close(Duration bound) {
        producer.close(bound);
    }

    @Override
    public void committed(CommitPlan plan) {
        committed = true;
        outbox.confirm(plan);
        faults.succeeded();
    }

    @Override
    public void failed(CommitPlan plan, Sends sends, RuntimeException cause) {
        faults.failed(sends, cause);
    }

    @Override
    public void unavailable(RuntimeException cause) {
        faults.unavailable(cause);
    }

    @Override
    public void rebuilt() {
        faults.available();
    }

    @Override
    public void ended(TransactionResult result) {
        metrics.transaction(result);
    }
}
