package dev.alexstream.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.fetch.HostileReference;
import dev.alexstream.fetch.HostileWorld;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile references travel through Kafka to a worker that may fetch, between references to images: a broker and a worker, each a process. */
class HostileRequestsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private HostileWorld world;
    private PackagedProgram broker;
    private TopicSet topics;

    @BeforeEach
    void startBroker() throws IOException {
        byte[] image = Files.readAllBytes(
                Drawings.folder(folder.resolve("drawings"), 1).resolve("disc-0.jpg"));
        world = new HostileWorld(Files.createDirectory(folder.resolve("world")), image);
        broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0");
        topics = TopicSet.of(Map.of("kafka.bootstrap.servers", broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$")))
                .create();
    }

    @AfterEach
    void stop() throws IOException {
        broker.close();
        world.close();
    }

    @Test
    void shouldRejectEveryHostileReferenceAndReachNoneWhileGoodOnesAreClassified() throws Exception {
        List<HostileReference> hostile = world.steadyReferences();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < hostile.size(); i++) {
            expected.put(
                    "hostile-" + i, code(hostile.get(i)) + " " + hostile.get(i).reference());
        }
        publish(hostile);

        try (PackagedProgram worker = PackagedProgram.start(folder, settings(), "serve")) {
            var results = topics.read(topics.topics().classifications(), hostile.size(), SOON);
            var letters = topics.read(topics.topics().deadLetters(), hostile.size(), SOON);

            assertThat(hostile).hasSizeGreaterThan(200);
            assertThat(rejections(letters)).containsExactlyEntriesOf(expected);
            assertThat(results).hasSameSizeAs(hostile).allSatisfy(result -> assertThat(new String(result.key(), UTF_8))
                    .startsWith("good-"));
            assertThat(letters).allSatisfy(letter -> assertThat(TopicSet.header(letter, "dead-letter-reason"))
                    .endsWith(".")
                    .doesNotContain("secret", "http:", "passwd"));
            assertThat(world.reached()).as("servers that must not be reached").isZero();
            assertThat(worker.err()).doesNotContain("secret", "passwd", "SSH-2", "Exception");
        }
        PackagedProgram audit = PackagedProgram.run(folder, settings(), "audit", "--format", "json");
        assertThat(audit.out())
                .singleElement()
                .asString()
                .contains("\"lost\":0", "\"duplicated\":0", "\"out_of_order\":0", "\"pending\":0");
        assertThat(audit.exitCode()).isZero();
    }

    /** One good reference after each hostile one. */
    private void publish(List<HostileReference> hostile) throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            for (int i = 0; i < hostile.size(); i++) {
                send(producer, "hostile-" + i, hostile.get(i).reference());
                send(producer, "good-" + i, world.goodReferences().get(i % 4));
            }
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String key, String reference) throws IOException {
        byte[] value = JSON.writeValueAsBytes(Map.of("id", key, "uri", reference));
        var unused = producer.send(new ProducerRecord<>(topics.topics().requests(), key.getBytes(UTF_8), value));
    }

    private Map<String, String> settings() throws IOException {
        Path hosts = Files.write(folder.resolve("hosts"), world.hostsFile());
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", topics.properties().get("kafka.bootstrap.servers"));
        settings.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        world.settings(FETCH_TIMEOUT)
                .forEach((key, value) -> settings.put(
                        "ALEXSTREAM_FETCH_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value));
        return settings;
    }

    /** A request cannot be relative to anything; the fetcher is not even asked. */
    private static ErrorCode code(HostileReference reference) {
        return URI.create(reference.reference()).isAbsolute() ? reference.expected() : ErrorCode.SCHEMA;
    }

    private static Map<String, String> rejections(List<ConsumerRecord<byte[], byte[]>> letters) throws IOException {
        Map<String, String> rejections = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : letters) {
            String uri = JSON.readTree(letter.value()).get("uri").asText();
            rejections.put(new String(letter.key(), UTF_8), TopicSet.header(letter, "error-code") + " " + uri);
        }
        return rejections;
    }
}
