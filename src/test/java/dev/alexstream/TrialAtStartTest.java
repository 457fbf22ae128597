package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.health.WatchedWorker;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.KeyPlace;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import dev.alexstream.model.Stores;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker starts after version 2 became a canary beside version 1, and requests wait for it. */
@Timeout(120)
class TrialAtStartTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ChangeNote NOTE = new ChangeNote(Instant.EPOCH, "test", "because");
    private static final double SHARE = 0.5;
    private static final int KEYS = 20;

    @TempDir
    Path folder;

    @Test
    void shouldAnswerTheKeysOfACanaryWithItFromTheFirstRequestOn() throws Exception {
        assertThat(versions("canary-at-start", ModelStore::publish))
                .isEqualTo(IntStream.range(0, KEYS)
                        .mapToObj(i -> place(key(i)) < SHARE ? "2" : "1")
                        .toList())
                .contains("1", "2");
    }

    @Test
    void shouldAnswerWithTheChampionWhenTheCanaryCannotBeHad() throws Exception {
        URI nowhere = folder.resolve("nowhere").toUri();

        assertThat(versions("no-canary-at-start", (store, two) -> nowhere))
                .hasSize(KEYS)
                .containsOnly("1");
    }

    /** Where the second version lies. */
    private interface Publishing {

        URI publish(ModelStore store, LoadedModel two);
    }

    /** By which each key was answered, in the order of their numbers. */
    private List<String> versions(String name, Publishing publishing) throws Exception {
        TopicSet topics = new TopicSet(name).create();
        tryTheSecond(topics, publishing);
        send(topics);
        try (ServedWorker worker = new ServedWorker(ProgramMetrics.NONE, new WatchedWorker())) {
            worker.start(settings(topics));
            Map<String, String> versions = topics.read(topics.topics().classifications(), KEYS, SOON).stream()
                    .collect(Collectors.toMap(result -> new String(result.key(), UTF_8), TrialAtStartTest::version));
            return IntStream.range(0, KEYS).mapToObj(i -> versions.get(key(i))).toList();
        }
    }

    private Map<String, String> settings(TopicSet topics) {
        Map<String, String> settings = new HashMap<>(topics.properties());
        settings.put("alexstream.roles", "worker");
        settings.put("alexstream.models.store", folder.toString());
        return settings;
    }

    private void tryTheSecond(TopicSet topics, Publishing publishing) {
        ModelStore store = Stores.open(folder.toString());
        LoadedModel one = SmallModels.version("1", 1);
        LoadedModel two = SmallModels.version("2", 2);
        URI first = store.publish(one);
        URI second = publishing.publish(store, two);
        ModelRegistry registry =
                ModelRegistry.open(Worker.clients(AlexstreamConfig.load(topics.properties())), topics.topics());
        registry.apply(Registry.inOrder(
                now -> now.register(ModelReference.of(one.manifest()), first, Optional.empty(), Map.of(), NOTE),
                now -> now.promote("pets", "1", NOTE),
                now -> now.register(ModelReference.of(two.manifest()), second, Optional.empty(), Map.of(), NOTE),
                now -> now.startCanary("pets", "2", SHARE, NOTE)));
    }

    private static void send(TopicSet topics) {
        byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            IntStream.range(0, KEYS).forEach(i -> {
                var unused =
                        producer.send(new ProducerRecord<>(topics.topics().requests(), key(i).getBytes(UTF_8), jpeg));
            });
        }
    }

    private static String key(int number) {
        return "camera-" + number;
    }

    private static double place(String key) {
        RecordCoordinates anywhere = new RecordCoordinates("images.requests", 0, 0);
        return KeyPlace.of(new InboundRecord(anywhere, Instant.EPOCH, key.getBytes(UTF_8), null, List.of()));
    }

    private static String version(ConsumerRecord<byte[], byte[]> result) {
        return ResultCodec.decode(result.value()).model().version();
    }
}
