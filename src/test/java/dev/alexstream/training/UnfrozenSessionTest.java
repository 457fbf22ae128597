package dev.alexstream.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.model.LoadedModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trainer whose settings name a layer. */
@Timeout(180)
class UnfrozenSessionTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Map<String, String> FROM_CONV5 = Map.of("unfreeze", "conv5");
    private static final Map<String, String> FROM_PIXELS = Map.of("unfreeze", "conv1");

    @TempDir
    Path folder;

    private final TopicSet topics = new TopicSet("unfrozen").create();
    private final LoadedModel champion = new PatternedHead().model();
    private LabelStream stream;

    @BeforeEach
    void publish() {
        stream = LabelStream.open(topics.configs().clients(), topics.topics());
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(
                    topics.topics().labels(), SyntheticImages.draw(1, 1).get(0).jpeg());
            record.headers().add("label", "cat".getBytes(UTF_8));
            var unused = producer.send(record);
        }
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void shouldKeepWhatGoesIntoTheLayer() {
        assertThat(kept(FROM_CONV5)).hasSize(384 * 13 * 13);
    }

    @Test
    void shouldKeepPixelsWhereTheFirstLayerIsTrained() {
        assertThat(kept(FROM_PIXELS)).hasSize(3 * 227 * 227);
    }

    @Test
    void shouldTakeLabelsInAgainWhenAnotherLayerIsTrained() {
        takeIn(FROM_CONV5);
        try (TrainingSession usual = session(Map.of())) {
            assertThat(usual.fresh()).isZero();
        }
        takeIn(Map.of());

        try (TrainingSession again = session(FROM_CONV5)) {
            assertThat(again.fresh()).isEqualTo(1);
        }
    }

    @Test
    void shouldWarnOfExemplarsThatAreOfAnotherLayer() {
        try (TrainingSession session = session(FROM_CONV5)) {
            assertThat(session.warning().orElseThrow())
                    .contains("the exemplars of pets/1 are of layer fc6", "train --rehearse-from conv5");
        }
        try (TrainingSession session = session(Map.of())) {
            assertThat(session.warning()).isEmpty();
        }
    }

    private float[] kept(Map<String, String> settings) {
        try (TrainingSession session = session(settings)) {
            Waiting.until("the label is taken in", SOON, () -> session.takeIn(() -> {}));
            Lesson lesson = session.lesson(LearningConfigs.of(settings).rules());
            Sample sample = Stream.concat(lesson.fresh().stream(), lesson.holdout().stream())
                    .filter(each -> champion.exemplars().all().stream()
                            .noneMatch(exemplar -> exemplar.digest().equals(each.digest())))
                    .findFirst()
                    .orElseThrow();
            FloatBuffer values = FloatBuffer.allocate(session.cut().values());
            CompactFeatures.decode(sample.features().get(), 0, values);
            return values.array();
        }
    }

    private void takeIn(Map<String, String> settings) {
        try (TrainingSession session = session(settings)) {
            Waiting.until("the label is taken in", SOON, () -> session.takeIn(() -> {}) && session.fresh() == 1);
        }
    }

    private TrainingSession session(Map<String, String> settings) {
        return new TrainingSession(
                new RegistryInMemory(champion),
                LearningConfigs.parts(folder, settings),
                stream,
                TrainingMetrics.NONE,
                InstantSource.system());
    }
}
