package dev.alexstream.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A small topic of one partition of which the latest value of each key counts.
 *
 * <p>Writers exclude each other: all take the same transactional id, so that whoever comes ends what the one before has not committed, reads
 * what stands there, decides, and writes in one transaction. A writer that was ended so begins again.
 */
public final class CompactedTopic {

    private static final Duration READ_PATIENCE = Duration.ofSeconds(30);
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final ClientProperties clients;
    private final TopicPartition partition;
    private final Supplier<Producer<byte[], byte[]>> producers;

    CompactedTopic(ClientProperties clients, String name, Supplier<Producer<byte[], byte[]>> producers) {
        this.clients = clients;
        this.partition = new TopicPartition(name, 0);
        this.producers = producers;
    }

    /**
     * Makes sure of the topic.
     *
     * @param name of one of the topics
     * @param writerId the transactional id that all writers share
     * @throws KafkaSetupException when the cluster cannot be used as it is configured, or does not answer
     */
    public static CompactedTopic open(ClientProperties clients, TopicsConfig topics, String name, String writerId) {
        try (Admin admin = Admin.create(clients.admin())) {
            Topics.ensure(admin, topics, List.of(name));
        } catch (KafkaException unusable) {
            throw unusable(unusable);
        }
        Map<String, Object> producer = clients.producer(writerId);
        return new CompactedTopic(clients, name, () -> new KafkaProducer<>(producer));
    }

    public String name() {
        return partition.topic();
    }

    /**
     * All that is committed, oldest first; values that later ones have replaced may be among it.
     *
     * @throws KafkaSetupException when it cannot be read
     */
    public List<KeyedValue> read() {
        return read(IsolationLevel.READ_COMMITTED);
    }

    /**
     * Reads for ever, on a thread of its own, until closed. Faults are logged and survived.
     *
     * @param listener is given the latest value of each key, in the order of their first appearance, whenever all that is committed was read:
     *     never a part of a transaction
     */
    public TopicFollower follow(Consumer<List<KeyedValue>> listener) {
        TopicFollower follower = new TopicFollower(TopicScan.properties(clients.admin()), partition, listener);
        follower.start();
        return follower;
    }

    /**
     * Changes the topic as nobody else does at the same time.
     *
     * @param decision is given all that is committed, as {@link #read()}; answers what is to be written, all or nothing. May be asked again.
     *     What it throws is thrown on, and nothing is written
     * @return what was written, and every reader finds from now on
     * @throws KafkaSetupException when the cluster refuses, or nothing could be written for a minute
     */
    public List<KeyedValue> write(UnaryOperator<List<KeyedValue>> decision) {
        Retries retries = new Retries(WRITE_PATIENCE);
        List<KeyedValue> unsure = List.of();
        while (true) {
            Producer<byte[], byte[]> producer = producer();
            try {
                producer.initTransactions();
                List<KeyedValue> now = read(IsolationLevel.READ_UNCOMMITTED);
                if (!unsure.isEmpty() && holds(now, unsure)) {
                    return unsure;
                }
                unsure = decision.apply(now);
                commit(producer, unsure);
                awaitVisible(unsure);
                return unsure;
            } catch (KafkaException fault) {
                retries.after(fault, "write the topic " + name());
            } finally {
                close(producer);
            }
        }
    }

    /**
     * Writes a value whatever else stands there, and holds up no writer.
     *
     * @throws KafkaSetupException when the cluster refuses, or does not take it within some seconds
     */
    public void put(KeyedValue value) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.plainProducer())) {
            KafkaAnswers.await(producer.send(record(value)), "write the topic " + name());
        } catch (KafkaException fault) {
            throw unusable(fault);
        }
    }

    private ProducerRecord<byte[], byte[]> record(KeyedValue value) {
        return new ProducerRecord<>(
                partition.topic(), partition.partition(), value.key().getBytes(StandardCharsets.UTF_8), value.value());
    }

    private Producer<byte[], byte[]> producer() {
        try {
            return producers.get();
        } catch (KafkaException unusable) {
            throw unusable(unusable);
        }
    }

    private void commit(Producer<byte[], byte[]> producer, List<KeyedValue> values) {
        if (values.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        for (KeyedValue value : values) {
            var unused = producer.send(record(value));
        }
        producer.commitTransaction();
    }

    /** A commit is answered before readers see it; whoever reads after a change is to find it. */
    private void awaitVisible(List<KeyedValue> written) {
        if (!written.isEmpty()) {
            var unused = read(IsolationLevel.READ_UNCOMMITTED);
        }
    }

    /** After a commit without an answer, or one that another writer ended: it may have come through. */
    private static boolean holds(List<KeyedValue> now, List<KeyedValue> wanted) {
        return wanted.stream().allMatch(value -> now.stream().anyMatch(value::same));
    }

    /** Without waiting for an open transaction: whoever writes next ends it. */
    private static void close(Producer<byte[], byte[]> producer) {
        try {
            producer.close(CLOSE_BOUND);
        } catch (KafkaException ignored) {
            Interrupts.clear();
        }
    }

    /** @param upTo the last stable offset, or the end, which takes as long as transactions are open */
    private List<KeyedValue> read(IsolationLevel upTo) {
        List<KeyedValue> values = new ArrayList<>();
        try (Admin admin = Admin.create(clients.admin())) {
            var ends = new PartitionOffsets(admin).ends(Set.of(partition), upTo);
            new TopicScan(clients.admin(), IsolationLevel.READ_COMMITTED, READ_PATIENCE)
                    .read(ends, record -> value(record).ifPresent(values::add));
            return values;
        } catch (KafkaException unusable) {
            throw unusable(unusable);
        }
    }

    /** Records without a key are not of this topic's kind. */
    static Optional<KeyedValue> value(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.key())
                .map(key -> new KeyedValue(new String(key, StandardCharsets.UTF_8), record.value()));
    }

    private static KafkaSetupException unusable(KafkaException fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return new KafkaSetupException("Kafka cannot be used as it is configured: " + cause.getMessage(), fault);
    }
}
