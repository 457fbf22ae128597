package dev.alexstream.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.KeyPlace;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version is tried beside the champion on two workers, each a process of its own, and is never promoted; the next one is. The second worker
 * starts later.
 */
@Tag("fault")
class TrialIT {

    private static final int IMAGES = 40;
    private static final double SHARE = 0.5;
    private static final String WITH_THE_CHALLENGER = "camera-4";
    private static final String WITH_THE_CHAMPION = "camera-9";

    @TempDir
    Path folder;

    private Map<String, String> settings;

    @Test
    void shouldAnswerAShareOfTheKeysAsACanaryAndNobodyAsAShadow() throws Exception {
        assertThat(place(WITH_THE_CHALLENGER)).isLessThan(SHARE);
        assertThat(place(WITH_THE_CHAMPION)).isGreaterThan(SHARE);
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("one"));
        ModelFolder.write(SmallModels.version("1", 2), folder.resolve("two"));
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            settings = Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS",
                    broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"),
                    "ALEXSTREAM_ROLES",
                    "worker");
            done("models", "import", folder.resolve("one").toString());
            done("models", "promote", "pets/1");
            done("models", "import", folder.resolve("two").toString());
            int flowed;
            try (PackagedProgram one = PackagedProgram.start(folder, settings, "serve")) {
                startCanary(one);
                try (PackagedProgram two = PackagedProgram.start(folder, settings, "serve")) {
                    two.awaitErr("Trying pets/2 as a canary");
                    canary();
                    shadow(one, two);
                    flowed = promotion(one, two);
                }
            }
            JsonNode audit = json("audit", "--format", "json").get(0);
            assertThat(audit.get("results").asInt()).isEqualTo(4 * IMAGES + flowed);
            assertThat(Stream.of("lost", "duplicated", "out_of_order")
                            .mapToInt(name -> audit.get(name).asInt()))
                    .containsOnly(0);
        }
    }

    private void startCanary(PackagedProgram worker) {
        worker.awaitErr("Classifying with pets 1");
        done("models", "promote", "pets/2", "--rollout", "canary", "--share", Double.toString(SHARE));
        worker.awaitErr("Trying pets/2 as a canary");
    }

    private void canary() throws Exception {
        publish("challenged", "--key", WITH_THE_CHALLENGER);
        publish("championed", "--key", WITH_THE_CHAMPION);

        List<JsonNode> results = tail(2 * IMAGES);
        assertThat(versions("challenged", results)).hasSize(IMAGES).containsOnly("2");
        assertThat(versions("championed", results)).hasSize(IMAGES).containsOnly("1");
    }

    private void shadow(PackagedProgram one, PackagedProgram two) throws Exception {
        done("models", "promote", "pets/2", "--rollout", "shadow");
        one.awaitErr("Trying pets/2 as a shadow");
        two.awaitErr("Trying pets/2 as a shadow");
        publish("shadowed", "--labels-from-folders", "--topic", "images.requests");

        assertThat(versions("shadowed", tail(3 * IMAGES))).hasSize(IMAGES).containsOnly("1");
        assertThat(versions("shadowed", tail(IMAGES, "--topic", "images.shadow")))
                .hasSize(IMAGES)
                .containsOnly("2");
        assertThat(one.metrics() + two.metrics())
                .containsPattern("(?m)^alexstream_shadow_agreement_ratio [01]\\.\\d+$")
                .contains("name=\"pets\",version=\"2\"")
                .contains("alexstream_live_accuracy{arm=\"champion\"} 0.0")
                .contains("alexstream_live_accuracy{arm=\"challenger\"} 0.0");

        done("models", "retire", "pets/2");
        one.awaitErr("No challenger any more, it was pets/2");
        two.awaitErr("No challenger any more, it was pets/2");
        publish("afterwards");
        assertThat(versions("afterwards", tail(4 * IMAGES))).hasSize(IMAGES).containsOnly("1");
        assertThat(tail(IMAGES, "--topic", "images.shadow")).hasSize(IMAGES);
    }

    /** @return how many requests flowed meanwhile */
    private int promotion(PackagedProgram one, PackagedProgram two) throws Exception {
        ModelFolder.write(SmallModels.version("1", 3), folder.resolve("three"));
        done("models", "import", folder.resolve("three").toString());
        done("models", "promote", "pets/3", "--rollout", "canary", "--share", Double.toString(SHARE));
        one.awaitErr("Trying pets/3 as a canary");
        two.awaitErr("Trying pets/3 as a canary");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> flow = CompletableFuture.supplyAsync(() -> requests(over));
        try {
            done("models", "promote", "pets/3");
            one.awaitErr("Classifying with pets/3");
            two.awaitErr("Classifying with pets/3");
        } finally {
            over.set(true);
        }
        int flowed = flow.get(1, TimeUnit.MINUTES);

        List<String> answering = tail(4 * IMAGES + flowed).stream()
                .filter(result -> result.get("source").asText().startsWith("kafka:"))
                .map(TrialIT::version)
                .toList();
        assertThat(answering).hasSize(flowed).containsOnly("3");
        return flowed;
    }

    /** Of the keys of the canary, 100 a second. */
    private int requests(AtomicBoolean over) {
        List<byte[]> keys = IntStream.range(0, 20)
                .mapToObj(number -> "camera-" + number)
                .filter(key -> place(key) < SHARE)
                .map(key -> key.getBytes(UTF_8))
                .toList();
        byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();
        int sent = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.get("KAFKA_BOOTSTRAP_SERVERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (; !over.get(); sent++) {
                var unused = producer.send(new ProducerRecord<>("images.requests", keys.get(sent % keys.size()), jpeg));
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
        return sent;
    }

    private void publish(String name, String... options) throws Exception {
        Path images = Drawings.folder(folder.resolve(name), IMAGES);
        String[] arguments = Stream.concat(Stream.of("publish", images.toString()), Stream.of(options))
                .toArray(String[]::new);
        done(arguments);
    }

    private List<JsonNode> tail(int count, String... options) throws Exception {
        Stream<String> usual =
                Stream.of("tail", "--from", "beginning", "--max", "" + count, "--timeout", "60s", "--format", "json");
        return json(Stream.concat(usual, Stream.of(options)).toArray(String[]::new));
    }

    private static List<String> versions(String images, List<JsonNode> results) {
        return results.stream()
                .filter(result -> result.get("source").asText().contains("/" + images + "/"))
                .map(TrialIT::version)
                .toList();
    }

    private static String version(JsonNode result) {
        return result.get("model").get("version").asText();
    }

    private static double place(String key) {
        return KeyPlace.of(new InboundRecord(
                new RecordCoordinates("images.requests", 0, 0), Instant.EPOCH, key.getBytes(UTF_8), null, List.of()));
    }

    private List<JsonNode> json(String... arguments) throws Exception {
        return done(arguments).json();
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = PackagedProgram.run(folder, settings, arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }
}
