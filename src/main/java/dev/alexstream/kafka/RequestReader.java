package dev.alexstream.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Reads requests and keeps windows in step with the partitions that the group gives and takes. */
final class RequestReader implements ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(RequestReader.class);

    /** A poll ends when records are there; nobody wakes it for anything else. Nothing else happens while nothing is in flight. */
    private static final Duration IDLE_POLL = Duration.ofMillis(50);

    /** Results of what is in flight wait for the end of a poll. */
    private static final Duration BUSY_POLL = Duration.ofMillis(2);

    /** Under backlog results come in batches, and commits are seldom. */
    private static final Duration PAUSED_POLL = Duration.ofMillis(10);

    private final Consumer<byte[], byte[]> consumer;
    private final InFlightWindows windows;
    private final Publisher publisher;
    private final LoopSignals signals;
    private final PollFaults faults;
    private Duration settleBound = Duration.ofSeconds(2);
    private boolean flowing = true;

    RequestReader(
            Consumer<byte[], byte[]> consumer, InFlightWindows windows, Publisher publisher, LoopSignals signals) {
        this.consumer = consumer;
        this.windows = windows;
        this.publisher = publisher;
        this.signals = signals;
        this.faults = new PollFaults(consumer, signals);
    }

    void subscribe(String topic) {
        consumer.subscribe(List.of(topic), this);
    }

    List<ReceivedRequest> poll() {
        List<ReceivedRequest> received = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(patience())) {
                received.add(ReceivedRequest.of(read));
            }
            faults.none();
        } catch (KafkaException | IllegalStateException fault) {
            Interrupts.clear();
            faults.handle(fault);
        }
        signals.health().turned(isMember());
        return received;
    }

    private Duration patience() {
        if (windows.records() == 0) {
            return IDLE_POLL;
        }
        return flowing ? BUSY_POLL : PAUSED_POLL;
    }

    private boolean isMember() {
        ConsumerGroupMetadata group = consumer.groupMetadata();
        return group.generationId() >= 0 && !group.memberId().isEmpty();
    }

    /** Pauses or resumes whatever is assigned now: an eager rebalance forgets what was paused. */
    void regulate(boolean open) {
        flowing = open;
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition partition : consumer.assignment()) {
            boolean flows = open && !faults.stopped().contains(partition);
            if (flows && paused.contains(partition)) {
                AssignmentRace.tolerate(() -> consumer.resume(Set.of(partition)));
            } else if (!flows && !paused.contains(partition)) {
                AssignmentRace.tolerate(() -> consumer.pause(Set.of(partition)));
            }
        }
    }

    /** From now on a revocation commits only what is complete. */
    void hurry() {
        settleBound = Duration.ZERO;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        signals.metrics().rebalance();
        assigned.forEach(windows::open);
        if (!flowing) {
            AssignmentRace.tolerate(() -> consumer.pause(assigned));
        }
        LOG.debugf("Assigned %s", assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        try {
            publisher.settle(Set.copyOf(revoked), settleBound);
        } catch (RuntimeException fault) {
            LOG.warnf("Revoked partitions could not be committed: %s", fault.toString());
        }
        forget(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        LOG.infof("Lost %s; the new owner reads again what was in flight", lost);
        forget(lost);
    }

    private void forget(Collection<TopicPartition> gone) {
        gone.forEach(windows::forget);
        faults.forget(gone);
    }
}
