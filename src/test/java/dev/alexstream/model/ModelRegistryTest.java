package dev.alexstream.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.Waiting;
import dev.alexstream.kafka.TopicFollower;
import dev.alexstream.kafka.TopicSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ModelRegistryTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void shouldKeepWhatWasWrittenAndReadItAtAPastTime() {
        ModelRegistry registry = open(new TopicSet("registry"));
        registry.apply(promoting("1"));
        Registry between = registry.apply(promoting("2"));
        registry.apply(now -> now.rollback(note("worse")));

        Registry read = registry.snapshot();

        assertThat(read.champion().map(ModelEntry::key)).contains("pets/1");
        assertThat(read.require("pets", "2").state()).isEqualTo(ModelState.ROLLED_BACK);
        Instant then = between.champion().orElseThrow().last().at();
        assertThat(read.championAt(then).map(ModelEntry::key)).contains("pets/2");
        assertThat(open(new TopicSet("another")).snapshot().entries()).isEmpty();
    }

    /** Each writer takes the next version and promotes it: a lost update would show as a version that is missing or taken twice. */
    @Test
    void shouldLetWritersChangeItOneAfterTheOther() {
        TopicSet topics = new TopicSet("writers");
        int changes = 8;

        List<CompletableFuture<Void>> writers = IntStream.range(0, 3)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    ModelRegistry own = open(topics);
                    for (int i = 0; i < changes; i++) {
                        own.apply(now -> promoting(now.nextVersion("pets")).on(now));
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);

        Registry read = open(topics).snapshot();
        assertThat(read.entries().stream().map(entry -> entry.model().version()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 3 * changes)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(read.entries().stream().filter(entry -> entry.state() == ModelState.CHAMPION))
                .hasSize(1);
        assertThat(read.champion().map(ModelEntry::key)).contains("pets/" + 3 * changes);
    }

    @Test
    void shouldShowNothingOfAWriterThatDiedInTheMiddle() {
        TopicSet topics = new TopicSet("killed");
        ModelRegistry registry = open(topics);
        registry.apply(promoting("1"));
        Registry before = registry.apply(registering("2"));

        dieWithTheFirstHalfOf(topics, before.promote("pets", "2", note("never committed")));

        assertThat(registry.snapshot().champion().map(ModelEntry::key)).contains("pets/1");
        Registry after = registry.apply(now -> now.promote("pets", "2", note("better")));
        assertThat(after.champion().map(ModelEntry::key)).contains("pets/2");
        assertThat(registry.snapshot().require("pets", "1").history()).hasSize(3);
    }

    @Test
    void shouldChangeNothingWhenATransitionIsNotLegal() {
        ModelRegistry registry = open(new TopicSet("illegal"));
        registry.apply(promoting("1"));

        assertThatThrownBy(() -> registry.apply(now -> now.rollback(note("worse"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("nothing to go back to");

        assertThat(registry.snapshot().champion().map(ModelEntry::key)).contains("pets/1");
    }

    @Test
    void shouldTellWatchersOfWholeChangesOnly() {
        TopicSet topics = new TopicSet("watched");
        ModelRegistry registry = open(topics);
        registry.apply(promoting("1"));
        List<Optional<String>> champions = new CopyOnWriteArrayList<>();

        watching(registry, now -> champions.add(now.champion().map(ModelEntry::key)), () -> {
            Waiting.until("the first champion is known", SOON, () -> champions.contains(Optional.of("pets/1")));
            for (int version = 2; version <= 6; version++) {
                registry.apply(promoting(Integer.toString(version)));
            }
            Waiting.until("the last champion is known", SOON, () -> champions.contains(Optional.of("pets/6")));
        });

        assertThat(champions).doesNotContain(Optional.empty());
    }

    @Test
    void shouldTellWatchersOfAnEmptyRegistry() {
        List<Registry> seen = new CopyOnWriteArrayList<>();

        watching(
                open(new TopicSet("empty")),
                seen::add,
                () -> Waiting.until("the registry is known to be empty", SOON, () -> !seen.isEmpty()));

        assertThat(seen.get(0).entries()).isEmpty();
    }

    @Test
    void shouldPassOverRecordsThatAreNoEvents() {
        TopicSet topics = new TopicSet("foreign");
        ModelRegistry registry = open(topics);
        registry.apply(promoting("1"));
        send(topics, "pets/2", "nonsense".getBytes(UTF_8));
        send(topics, "pets/3", null);

        assertThat(registry.snapshot().entries()).hasSize(1);
        assertThat(registry.apply(promoting("2")).champion().map(ModelEntry::key))
                .contains("pets/2");
    }

    @Test
    void shouldKeepTheLatestThatWasToldOfDriftBesideTheModels() {
        ModelRegistry registry = open(new TopicSet("drift"));
        registry.apply(promoting("1"));
        ModelReference model = registry.snapshot().require("pets", "1").model();
        registry.tell(drift(model, 0.4));
        registry.tell(drift(model, 0.1));

        Registry after = registry.apply(promoting("2"));

        assertThat(after.entries()).extracting(ModelEntry::key).containsExactly("pets/1", "pets/2");
        assertThat(registry.snapshot().entries()).hasSize(2);
        assertThat(registry.drift(model)).contains(drift(model, 0.1));
        assertThat(registry.drift(after.require("pets", "2").model())).isEmpty();
    }

    private static DriftEvent drift(ModelReference model, double score) {
        return new DriftEvent(
                model,
                "worker-0",
                Instant.parse("2026-11-25T20:00:00Z"),
                100,
                10,
                new DriftScores(score, 0, 0),
                new DriftRules(100, 0.25, 0.5));
    }

    private static void send(TopicSet topics, String key, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var unused = producer.send(new ProducerRecord<>(topics.topics().modelEvents(), key.getBytes(UTF_8), value));
        }
    }

    private static void watching(ModelRegistry registry, Consumer<Registry> listener, Runnable meanwhile) {
        TopicFollower follower = registry.watch(listener);
        try {
            meanwhile.run();
        } finally {
            follower.close();
        }
    }

    private static void dieWithTheFirstHalfOf(TopicSet topics, List<ModelEntry> change) {
        String topic = topics.topics().modelEvents();
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", topics.properties().get("kafka.bootstrap.servers"));
        properties.put("transactional.id", "alexstream-models-" + topic);
        KafkaProducer<byte[], byte[]> dying =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        dying.initTransactions();
        dying.beginTransaction();
        ModelEntry half = change.get(0);
        var unused = dying.send(new ProducerRecord<>(topic, half.key().getBytes(UTF_8), ModelEntryCodec.encode(half)));
        dying.flush();
        dying.close(Duration.ZERO);
    }

    private static Registry.Transition promoting(String version) {
        return Registry.inOrder(registering(version), now -> now.promote("pets", version, note("better")));
    }

    private static Registry.Transition registering(String version) {
        ModelReference model = new ModelReference("pets", version, "sha256:" + "0".repeat(64));
        return now -> now.register(
                model, URI.create("file:///models/pets/" + version), Optional.empty(), Map.of(), note("new"));
    }

    private static ChangeNote note(String reason) {
        return new ChangeNote(Instant.now(), "test", reason);
    }

    private static ModelRegistry open(TopicSet topics) {
        return ModelRegistry.open(topics.configs().clients(), topics.topics());
    }
}
