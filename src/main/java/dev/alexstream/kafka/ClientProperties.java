package dev.alexstream.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of the clients in three layers: our defaults, what the user set as {@code kafka.*}, and what the promise stands on, which the
 * user cannot change.
 */
public final class ClientProperties {

    /** Room for the headers that make a dead letter larger than its request. */
    static final int DEAD_LETTER_HEADROOM = 64 * 1024;

    /** Room for the header of a batch of one record. */
    private static final int BATCH_OVERHEAD = 1024;

    private static final String BYTES_SERIALIZER = "org.apache.kafka.common.serialization.ByteArraySerializer";
    private static final String BYTES_DESERIALIZER = "org.apache.kafka.common.serialization.ByteArrayDeserializer";

    private final Map<String, String> given;
    private final WorkerConfig worker;
    private final TopicsConfig topics;
    private final String processId;

    /** @param processId differs between any two running processes, unless the user named the instance */
    public ClientProperties(KafkaConfig kafka, WorkerConfig worker, TopicsConfig topics, String processId) {
        this.given = Map.copyOf(kafka.properties());
        this.worker = worker;
        this.topics = topics;
        this.processId = processId;
        if (!given.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new KafkaSetupException("kafka.bootstrap.servers is not set.");
        }
    }

    public Map<String, Object> admin() {
        return layers(Map.of(), AdminClientConfig.configNames(), Map.of());
    }

    /** Of the consumer of requests. */
    Map<String, Object> consumer() {
        return consumer(worker.groupId());
    }

    /** Of the consumers of a trainer. */
    Map<String, Object> trainer() {
        return consumer(worker.groupId() + "-trainer");
    }

    /** Of the consumers of workers that watch labels. */
    Map<String, Object> labelWatch() {
        return consumer(worker.groupId() + "-live");
    }

    private Map<String, Object> consumer(String groupId) {
        Map<String, String> defaults = new HashMap<>();
        defaults.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(Math.min(100, maxRecordsInFlight())));
        defaults.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Long.toString(fetchBytes()));
        defaults.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "60000");
        defaults.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "4000");
        defaults.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        if (worker.assignment() != Assignment.CONSUMER) {
            defaults.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
            defaults.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "2000");
        }
        return layers(defaults, ConsumerConfig.configNames(), enforcedForConsumer(groupId));
    }

    private Map<String, String> enforcedForConsumer(String groupId) {
        Map<String, String> enforced = new HashMap<>();
        enforced.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        enforced.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        enforced.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        enforced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        enforced.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, BYTES_DESERIALIZER);
        enforced.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, BYTES_DESERIALIZER);
        enforced.put(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                worker.assignment() == Assignment.CONSUMER ? "consumer" : "classic");
        if (worker.assignment() != Assignment.CONSUMER) {
            String assignor = worker.assignment() == Assignment.EAGER ? "RangeAssignor" : "CooperativeStickyAssignor";
            enforced.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    "org.apache.kafka.clients.consumer." + assignor);
        }
        return enforced;
    }

    /** Of the producer of outcomes. */
    Map<String, Object> producer() {
        return worker.delivery() == Delivery.EXACTLY_ONCE ? producer(transactionalId()) : plainProducer();
    }

    /** Of a producer without transactions. */
    Map<String, Object> plainProducer() {
        return producer(Map.of(), Map.of());
    }

    /** Of a producer of transactions. */
    Map<String, Object> producer(String transactionalId) {
        return producer(
                Map.of(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "10000"),
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId));
    }

    private Map<String, Object> producer(Map<String, String> moreDefaults, Map<String, String> moreEnforced) {
        Map<String, String> defaults = new HashMap<>(moreDefaults);
        defaults.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "4000");
        defaults.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "8000");
        defaults.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        defaults.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Long.toString(maxRequestSize()));
        Map<String, String> enforced = new HashMap<>(moreEnforced);
        enforced.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        enforced.put(ProducerConfig.ACKS_CONFIG, "all");
        enforced.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, BYTES_SERIALIZER);
        enforced.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, BYTES_SERIALIZER);
        return layers(defaults, ProducerConfig.configNames(), enforced);
    }

    /** One id as long as the process lives: a rebuilt producer ends the transaction of the one it replaces. */
    String transactionalId() {
        return worker.groupId() + "-" + worker.instanceId().orElse(processId);
    }

    private int maxRecordsInFlight() {
        return worker.inFlight().maxRecords();
    }

    private long fetchBytes() {
        long quarter = worker.inFlight().maxBytes().asLongValue() / 4;
        return Math.max(1024 * 1024, Math.min(50 * 1024 * 1024, quarter));
    }

    private long maxRequestSize() {
        return topics.maxMessageBytes().asLongValue() + DEAD_LETTER_HEADROOM + BATCH_OVERHEAD;
    }

    private Map<String, Object> layers(Map<String, String> defaults, Set<String> known, Map<String, String> enforced) {
        Map<String, Object> merged = new HashMap<>(defaults);
        given.forEach((name, value) -> {
            if (known.contains(name) || !belongsToSomeClient(name)) {
                merged.put(name, agreeing(name, value, enforced));
            }
        });
        merged.putAll(enforced);
        return merged;
    }

    private static String agreeing(String name, String value, Map<String, String> enforced) {
        String needed = enforced.getOrDefault(name, value);
        if (!needed.equalsIgnoreCase(value)) {
            throw new KafkaSetupException("kafka." + name + " cannot be set to " + value + ": the worker needs "
                    + needed + ". Leave it out; group id, instance id, assignment and delivery are set as"
                    + " alexstream.group-id, alexstream.instance-id, alexstream.assignment and alexstream.delivery.");
        }
        return value;
    }

    /** Names that no client knows may be those of a plugged-in class, such as a login handler. */
    private static boolean belongsToSomeClient(String name) {
        Set<String> all = new HashSet<>(ConsumerConfig.configNames());
        all.addAll(ProducerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        return all.contains(name);
    }
}
