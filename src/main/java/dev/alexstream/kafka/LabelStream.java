package dev.alexstream.kafka;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.TrainingEvents.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The label topic, for the one trainer of a group that acts. Trainers share out the model events, and at most one of them owns the first
 * partition: that one reads every partition of the label topic, from where its own memory of them ends. For one thread.
 *
 * <p>Positions are committed for those who watch the lag; nobody begins from them.
 */
public final class LabelStream implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LabelStream.class);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    /** A refusal comes back at once. */
    private static final Duration AFTER_FAULT = Duration.ofSeconds(1);

    private final TopicsConfig topics;
    private final Consumer<byte[], byte[]> member;
    private final Consumer<byte[], byte[]> reader;
    private final Producer<byte[], byte[]> producer;
    private final LabelDeadLetters deadLetters;

    /** Whoever owns it acts; the topic may have more partitions if somebody else made it. */
    private final TopicPartition token;

    private LabelStream(ClientProperties clients, TopicsConfig topics) {
        this(
                topics,
                new KafkaConsumer<>(clients.trainer()),
                new KafkaConsumer<>(clients.trainer()),
                new KafkaProducer<>(clients.plainProducer()));
    }

    /** @param member of the group of trainers */
    LabelStream(
            TopicsConfig topics,
            Consumer<byte[], byte[]> member,
            Consumer<byte[], byte[]> reader,
            Producer<byte[], byte[]> producer) {
        this.topics = topics;
        this.member = member;
        this.reader = reader;
        this.producer = producer;
        this.deadLetters = new LabelDeadLetters(producer, topics);
        this.token = new TopicPartition(topics.modelEvents(), 0);
        member.subscribe(List.of(topics.modelEvents()), new AtEnd());
    }

    /**
     * Makes sure of its topics, and joins the group of trainers at the first question whether it acts.
     *
     * @throws KafkaSetupException when the cluster cannot be used as it is configured, or does not answer
     */
    public static LabelStream open(ClientProperties clients, TopicsConfig topics) {
        try (Admin admin = Admin.create(clients.admin())) {
            Topics.ensure(admin, topics, List.of(topics.labels(), topics.deadLetters(), topics.modelEvents()));
            return new LabelStream(clients, topics);
        } catch (KafkaException unusable) {
            throw new KafkaSetupException(
                    "Kafka cannot be used as it is configured: " + unusable.getMessage(), unusable);
        }
    }

    /** Whether this trainer is the one that acts. To be asked all the time: whoever does not ask is taken for dead. */
    public boolean acts(Duration patience) {
        try {
            member.poll(patience);
        } catch (KafkaException | IllegalStateException fault) {
            Interrupts.clear();
            LOG.warnf("Whether this trainer acts is not known: %s", fault.getMessage());
            LockSupport.parkNanos(AFTER_FAULT.toNanos());
        }
        return member.assignment().contains(token);
    }

    /** @param positions the next offset of each partition; all others are read from their beginning */
    public void readFrom(Map<Integer, Long> positions) {
        Set<TopicPartition> partitions = partitions();
        reader.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long next = positions.get(partition.partition());
            if (next == null) {
                reader.seekToBeginning(Set.of(partition));
            } else {
                reader.seek(partition, next);
            }
        }
    }

    private Set<TopicPartition> partitions() {
        return reader.partitionsFor(topics.labels()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
    }

    /** Looks at what the client knows already, and learns anew every {@code metadata.max.age.ms}. */
    private void readAddedPartitions() {
        Set<TopicPartition> all = partitions();
        Set<TopicPartition> added = new HashSet<>(all);
        added.removeAll(reader.assignment());
        if (!added.isEmpty()) {
            all.addAll(reader.assignment());
            reader.assign(all);
            reader.seekToBeginning(added);
            LOG.infof("Labels are read from more partitions: %s", added);
        }
    }

    /** Labels in offset order of each partition, also of those that are added meanwhile; after {@link #readFrom}. */
    public List<InboundRecord> poll(Duration patience) {
        List<InboundRecord> labels = new ArrayList<>();
        try {
            readAddedPartitions();
            for (ConsumerRecord<byte[], byte[]> read : reader.poll(patience)) {
                labels.add(ReceivedRequest.of(read).record());
            }
        } catch (OffsetOutOfRangeException outside) {
            LOG.warnf("Labels of %s are read from the beginning again: %s", topics.labels(), outside.getMessage());
            reader.seekToBeginning(outside.partitions());
        } catch (KafkaException fault) {
            Interrupts.clear();
            LOG.warnf("Reading labels failed and is repeated: %s", fault.getMessage());
            LockSupport.parkNanos(AFTER_FAULT.toNanos());
        }
        return labels;
    }

    /**
     * The next offset of each partition: whatever is on the topic now is before it.
     *
     * @throws KafkaException when the cluster does not answer
     */
    public Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new HashMap<>();
        reader.endOffsets(reader.assignment()).forEach((partition, end) -> ends.put(partition.partition(), end));
        return ends;
    }

    /** Whether {@link #poll} has given everything before these offsets. */
    public boolean reached(Map<Integer, Long> ends) {
        return reader.assignment().stream()
                .allMatch(partition -> reader.position(partition) >= ends.getOrDefault(partition.partition(), 0L));
    }

    /** The topic that is read. */
    public String topic() {
        return topics.labels();
    }

    /**
     * Returns when an event is on the label topic.
     *
     * @throws KafkaSetupException when it cannot be written
     */
    public void write(int partition, Content event) {
        var written = new ProducerRecord<byte[], byte[]>(topics.labels(), partition, null, event.value());
        event.headers().forEach(header -> written.headers().add(header.name(), header.value()));
        try {
            var unused = producer.send(written).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaSetupException("The answer to a training request was not written in time.", interrupted);
        } catch (ExecutionException | KafkaException refused) {
            throw new KafkaSetupException(
                    "The answer to a training request could not be written: " + refused.getMessage(), refused);
        }
    }

    /**
     * Returns when the dead letter is written.
     *
     * @throws KafkaSetupException when it cannot be
     */
    public void deadLetter(InboundRecord label, Rejected rejected) {
        deadLetters.write(label, rejected);
    }

    /** For monitors of the lag; a failure only makes it look larger. */
    public void commit(Map<Integer, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, next) ->
                offsets.put(new TopicPartition(topics.labels(), partition), new OffsetAndMetadata(next)));
        member.commitAsync(offsets, (committed, fault) -> {
            if (fault != null) {
                LOG.debugf("positions of labels are not committed: %s", fault.getMessage());
            }
        });
    }

    @Override
    public void close() {
        List<Runnable> closings = List.of(
                () -> reader.close(CloseOptions.timeout(CLOSE_BOUND)),
                () -> member.close(CloseOptions.timeout(CLOSE_BOUND)),
                () -> producer.close(CLOSE_BOUND));
        for (Runnable closing : closings) {
            try {
                closing.run();
            } catch (KafkaException ignored) {
                Interrupts.clear();
            }
        }
    }

    /** The topic is only there to be owned. */
    private final class AtEnd implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            member.seekToEnd(assigned);
            member.pause(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            LOG.debugf("Another trainer may act: %s", revoked);
        }
    }
}
