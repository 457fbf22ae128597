package dev.alexstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * At least once: outcomes are written as soon as they are complete, and offsets are committed after the cluster has acknowledged them.
 * After a fault outcomes may appear twice, and the repeated ones out of order.
 */
final class AcknowledgedPublisher implements Publisher {

    private static final Duration COMMIT_BOUND = Duration.ofSeconds(4);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final Consumer<byte[], byte[]> consumer;
    private final Outbox outbox;
    private final WriteFaults faults;
    private Producer<byte[], byte[]> producer;

    AcknowledgedPublisher(
            Supplier<Producer<byte[], byte[]>> factory,
            Consumer<byte[], byte[]> consumer,
            Outbox outbox,
            LoopSignals signals) {
        this.factory = factory;
        this.consumer = consumer;
        this.outbox = outbox;
        this.faults = new WriteFaults(signals, outbox.shadowRest());
    }

    @Override
    public void step() {
        if (!faults.waiting()) {
            Set<TopicPartition> owned = consumer.assignment();
            write(owned);
            if (outbox.due(owned, outbox.interval())) {
                commit(owned);
            }
        }
    }

    @Override
    public void settle(Set<TopicPartition> leaving, Duration bound) {
        Set<TopicPartition> owned = new HashSet<>(leaving);
        owned.retainAll(consumer.assignment());
        outbox.awaitCompletion(owned, bound);
        while (write(owned)) {
            // the next ones, as their size is bounded
        }
        commit(owned);
    }

    /** True when something was written and nothing failed. */
    private boolean write(Set<TopicPartition> partitions) {
        Sends sends = new Sends();
        try {
            CommitPlan plan = plan(partitions);
            sends.send(producer, plan);
            producer.flush();
            boolean complete = acknowledge(plan, sends);
            sends.fault().ifPresent(fault -> failed(sends, fault));
            return complete && !plan.isEmpty();
        } catch (KafkaException fault) {
            Interrupts.clear();
            failed(sends, fault);
            return false;
        }
    }

    private CommitPlan plan(Set<TopicPartition> partitions) {
        if (producer == null) {
            producer = factory.get();
        }
        return outbox.plan(partitions, Integer.MAX_VALUE, topic -> producer.partitionsFor(topic)
                .size());
    }

    /** Of each partition only what comes before its first fault. */
    private static boolean acknowledge(CommitPlan plan, Sends sends) {
        boolean complete = true;
        for (CommitPlan.Slice slice : plan.slices()) {
            for (CommitPlan.Planned planned : slice.planned()) {
                if (!sends.acknowledged(planned)) {
                    complete = false;
                    break;
                }
                planned.request().acknowledge();
            }
        }
        return complete;
    }

    /** After most faults an idempotent producer cannot go on; a new one costs little. */
    private void failed(Sends sends, Exception fault) {
        faults.failed(sends, fault);
        close(Duration.ZERO);
    }

    /** That offsets are taken does not end the wait of a topic that takes nothing. */
    private void commit(Set<TopicPartition> partitions) {
        Map<PartitionWindow, OffsetAndMetadata> written = outbox.acknowledged(partitions);
        if (written.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(byPartition(written), COMMIT_BOUND);
            written.forEach((window, end) -> outbox.confirm(window, end.offset()));
            if (!faults.waiting()) {
                faults.succeeded();
            }
        } catch (KafkaException fault) {
            Interrupts.clear();
            faults.failed(fault);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> byPartition(Map<PartitionWindow, OffsetAndMetadata> windows) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        windows.forEach((window, end) -> offsets.put(window.partition(), end));
        return offsets;
    }

    @Override
    public void close(Duration bound) {
        if (producer != null) {
            try {
                producer.close(bound);
            } catch (KafkaException ignored) {
                Interrupts.clear();
            }
            producer = null;
        }
    }
}
