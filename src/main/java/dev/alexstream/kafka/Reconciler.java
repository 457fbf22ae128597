package dev.alexstream.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Finds out what an unknown commit did. Sound because offsets and outcomes share a transaction: until it is decided, {@code committed()}
 * answers "unstable", never an old offset.
 */
final class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final Outbox outbox;

    Reconciler(Consumer<byte[], byte[]> consumer, Outbox outbox) {
        this.consumer = consumer;
        this.outbox = outbox;
    }

    /** @return false when the answer did not come; nothing may be sent before it does */
    boolean reconcile() {
        Set<TopicPartition> partitions = new HashSet<>();
        outbox.windows().all().forEach(window -> partitions.add(window.partition()));
        partitions.retainAll(consumer.assignment());
        if (partitions.isEmpty()) {
            return true;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, BOUND);
            return AssignmentRace.tolerate(() -> compare(partitions, committed));
        } catch (KafkaException unstable) {
            Interrupts.clear();
            LOG.debugf("The committed offsets are not known yet: %s", unstable.toString());
            return false;
        }
    }

    private void compare(Set<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
        for (PartitionWindow window : outbox.windows().of(partitions)) {
            OffsetAndMetadata offset = committed.get(window.partition());
            if (offset != null) {
                compare(window, offset.offset());
            }
        }
    }

    private void compare(PartitionWindow window, long committed) {
        if (window.explains(committed)) {
            outbox.confirm(window, committed);
        } else {
            LOG.warnf(
                    "Offset %d of %s was committed by somebody else; reading goes on from there",
                    committed, window.partition());
            consumer.seek(window.partition(), committed);
            outbox.windows().open(window.partition());
        }
    }
}
