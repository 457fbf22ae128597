package dev.alexstream.kafka;

import dev.alexstream.kafka.LoopHealth.Side;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jboss.logging.Logger;

/** What follows when a poll fails. Positions are never reset silently: that would classify everything again. */
final class PollFaults {

    private static final Logger LOG = Logger.getLogger(PollFaults.class);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final LoopSignals signals;
    private final Set<TopicPartition> stopped = new HashSet<>();

    PollFaults(Consumer<byte[], byte[]> consumer, LoopSignals signals) {
        this.consumer = consumer;
        this.signals = signals;
    }

    /** Partitions that cannot be read as long as they are owned. */
    Set<TopicPartition> stopped() {
        return Set.copyOf(stopped);
    }

    void forget(Collection<TopicPartition> gone) {
        stopped.removeAll(gone);
    }

    void none() {
        if (stopped.isEmpty()) {
            signals.health().recovered(Side.READING);
        }
    }

    /** @throws KafkaSetupException when reading can never go on */
    void handle(RuntimeException fault) {
        if (fault instanceof NoOffsetForPartitionException first) {
            first.partitions().forEach(this::begin);
        } else if (fault instanceof OffsetOutOfRangeException outside) {
            outOfRange(outside.offsetOutOfRangePartitions());
        } else if (fault instanceof FencedInstanceIdException) {
            throw new KafkaSetupException("Another worker runs with the same kafka.group.instance.id.", fault);
        } else if (fault instanceof AuthorizationException || fault instanceof AuthenticationException) {
            wait("Kafka refuses to be read: " + fault.getMessage(), LONG);
        } else {
            wait("Reading failed and is repeated: " + fault, SHORT);
        }
    }

    private void begin(TopicPartition partition) {
        LOG.debugf("The group starts on %s: reading from the beginning", partition);
        AssignmentRace.tolerate(() -> consumer.seekToBeginning(Set.of(partition)));
    }

    private void wait(String sentence, Duration pause) {
        LOG.warn(sentence);
        signals.health().troubled(Side.READING, sentence);
        LockSupport.parkNanos(pause.toNanos());
    }

    private void outOfRange(Map<TopicPartition, Long> positions) {
        try {
            Map<TopicPartition, Long> starts = consumer.beginningOffsets(positions.keySet());
            positions.forEach((partition, position) ->
                    AssignmentRace.tolerate(() -> outOfRange(partition, position, starts.get(partition))));
        } catch (KafkaException unknown) {
            Interrupts.clear();
            wait("Where the topic begins is not known: " + unknown.getMessage(), SHORT);
        }
    }

    private void outOfRange(TopicPartition partition, long position, long start) {
        if (position < start) {
            LOG.errorf(
                    "%d requests of %s were deleted by the broker before they were read (offsets %d to %d)",
                    start - position, partition, position, start - 1);
            consumer.seek(partition, start);
            signals.metrics().missed(start - position);
        } else {
            stopped.add(partition);
            consumer.pause(Set.of(partition));
            String sentence = "Offset " + position + " of " + partition
                    + " is beyond the end of the partition: records were lost by the cluster. The partition is not read;"
                    + " reset the offset of the group.";
            LOG.error(sentence);
            signals.health().troubled(Side.READING, sentence);
        }
    }
}
