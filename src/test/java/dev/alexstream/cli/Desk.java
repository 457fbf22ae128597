package dev.alexstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.kafka.SharedBroker;
import dev.alexstream.kafka.TopicSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of one test method, and a person who types commands about them. */
final class Desk {

    private final Map<String, String> settings = new HashMap<>();
    private final String name;

    Desk(String name) {
        this.name = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        settings.put("kafka.bootstrap.servers", SharedBroker.bootstrapServers());
        settings.put("alexstream.group-id", this.name);
        settings.put("alexstream.topics.partitions", "2");
        for (String topic : List.of("requests", "classifications", "dead-letters", "labels", "model-events")) {
            settings.put("alexstream.topics." + topic, topic(topic));
        }
    }

    Desk with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    TopicSet topics() {
        Map<String, String> clients = new HashMap<>(settings);
        clients.keySet().removeIf(key -> !key.matches("kafka\\..*|alexstream\\.(topics\\..*|group-id)"));
        return TopicSet.of(clients);
    }

    String topic(String role) {
        return name + "." + role;
    }

    CommandRun type(String... arguments) {
        return CommandRun.with(settings, "", arguments);
    }

    CommandRun typeWithInput(String standardInput, String... arguments) {
        return CommandRun.with(settings, standardInput, arguments);
    }

    /** For a conversation. */
    int typeAt(Console console, String... arguments) {
        return CommandLines.execute(console, Settings.of(settings), arguments);
    }

    void send(String role, String key, String value, Header... headers) {
        send(role, key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), headers);
    }

    void send(String role, byte[] key, byte[] value, Header... headers) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "max.request.size", 20_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic(role), 0, key, value, List.of(headers));
            var unused = producer.send(record);
        }
    }

    /** A dead letter of the request at offset {@code offset} of partition 0. */
    void reject(long offset, String errorCode, String key, String value, Header... more) {
        Header[] headers = new Header[more.length + 5];
        headers[0] = header("dead-letter-topic", topic("requests"));
        headers[1] = header("dead-letter-partition", "0");
        headers[2] = header("dead-letter-offset", Long.toString(offset));
        headers[3] = header("dead-letter-reason", "Because.");
        headers[4] = header("error-code", errorCode);
        System.arraycopy(more, 0, headers, 5, more.length);
        send("dead-letters", key, value, headers);
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    /** What {@code read_committed} readers find in the topic now. */
    List<ConsumerRecord<byte[], byte[]>> committed(String role) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            TopicSnapshot.open(consumer, topic(role)).read(found::add);
            return found;
        }
    }
}
