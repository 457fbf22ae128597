package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics, a group and settings of one test method. */
public final class TopicSet {

    private final Map<String, String> properties = new HashMap<>();

    private TopicSet() {}

    /** As {@link #properties()} gave it to another process. */
    public static TopicSet of(Map<String, String> properties) {
        TopicSet topics = new TopicSet();
        topics.properties.putAll(properties);
        return topics;
    }

    public TopicSet(String name) {
        this(name, SharedBroker.bootstrapServers());
    }

    public TopicSet(String name, String bootstrapServers) {
        String unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        properties.put("kafka.bootstrap.servers", bootstrapServers);
        properties.put("alexstream.group-id", unique);
        properties.put("alexstream.topics.partitions", "6");
        properties.put("alexstream.topics.requests", unique + ".requests");
        properties.put("alexstream.topics.classifications", unique + ".classifications");
        properties.put("alexstream.topics.dead-letters", unique + ".dead-letters");
        properties.put("alexstream.topics.labels", unique + ".labels");
        properties.put("alexstream.topics.shadow", unique + ".shadow");
        properties.put("alexstream.topics.model-events", unique + ".model-events");
    }

    /** Under the consumer protocol the broker sets the session time-out, 6 s too. */
    public TopicSet assignedBy(Assignment assignment) {
        if (assignment != Assignment.CONSUMER) {
            with("kafka.session.timeout.ms", "6000");
            with("kafka.heartbeat.interval.ms", "1000");
        }
        return with("alexstream.assignment", assignment.name().toLowerCase(Locale.ROOT));
    }

    public TopicSet with(String name, String value) {
        properties.put(name, value);
        return this;
    }

    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    public KafkaConfigs configs() {
        return KafkaConfigs.of(properties);
    }

    public TopicsConfig topics() {
        return configs().topics();
    }

    public KafkaLink open(LoopSignals signals) {
        KafkaConfigs configs = configs();
        return new KafkaLinks(configs.clientsOfAnotherWorker(), configs.topics(), configs.worker()).open(signals);
    }

    public TopicSet create() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            Topics.ensure(admin, topics());
        }
        return this;
    }

    public void delete(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            KafkaAnswers.await(admin.deleteTopics(List.of(topic)).all(), "delete a topic");
        }
    }

    /** Values {@code id-0}, {@code id-1}…; every tenth is bad. Half of the records have keys. */
    public TopicSet publish(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int i = from; i < to; i++) {
                String value = (i % 10 == 9 ? "bad-" : "id-") + i;
                byte[] key = i % 2 == 0 ? ("key-" + i % 14).getBytes(UTF_8) : null;
                var unused = producer.send(new ProducerRecord<>(topics().requests(), key, value.getBytes(UTF_8)));
            }
        }
        return this;
    }

    public TopicSet publish(byte[] value) {
        return publish(null, value);
    }

    public TopicSet publish(byte[] key, byte[] value, Header... headers) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            var unused = producer.send(new ProducerRecord<>(topics().requests(), null, key, value, List.of(headers)));
        }
        return this;
    }

    /** Makes a topic take only small records. */
    public TopicSet limit(String name, int maxMessageBytes) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp limit = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(maxMessageBytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            KafkaAnswers.await(
                    admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all(), "limit " + name);
        }
        return this;
    }

    /** Members of the group that own partitions. */
    public long members() {
        return members("");
    }

    /**
     * None while there is no such group.
     *
     * @param suffix of the name of the group
     */
    public long members(String suffix) {
        String group = properties.get("alexstream.group-id") + suffix;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            return KafkaAnswers.await(
                            admin.describeConsumerGroups(List.of(group)).all(), "describe the group")
                    .get(group)
                    .members()
                    .stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (KafkaSetupException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    public KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers(), "linger.ms", "0", "max.request.size", "20000000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Records of a topic for {@code read_committed} readers, until {@code count} came or the time is over. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count, Duration atMost) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
            long deadline = System.nanoTime() + atMost.toNanos();
            while (records.size() < count && System.nanoTime() - deadline < 0) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Records of a topic that {@code read_committed} readers can see now; none if there are none. */
    public List<ConsumerRecord<byte[], byte[]>> readToTheEnd(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Until the group has committed every request. */
    public void awaitCommitted(Duration atMost) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            Waiting.until("all requests are committed", atMost, () -> uncommitted(admin) == 0);
        }
    }

    private long uncommitted(Admin admin) {
        PartitionOffsets offsets = new PartitionOffsets(admin);
        Map<TopicPartition, OffsetAndMetadata> committed = KafkaAnswers.await(
                admin.listConsumerGroupOffsets(properties.get("alexstream.group-id"))
                        .partitionsToOffsetAndMetadata(),
                "list committed offsets");
        Map<TopicPartition, Long> ends =
                offsets.ends(offsets.partitions(List.of(topics().requests())), IsolationLevel.READ_COMMITTED);
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - reached(committed.get(end.getKey())))
                .sum();
    }

    private static long reached(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    public AuditReport audit(IsolationLevel isolation, Duration patience) {
        KafkaConfigs configs = configs();
        return new Audit(configs.clients(), configs.topics(), configs.worker().groupId()).run(isolation, patience);
    }

    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private String servers() {
        return properties.get("kafka.bootstrap.servers");
    }
}
