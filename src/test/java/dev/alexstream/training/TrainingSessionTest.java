package dev.alexstream.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.Waiting;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingEvents.Content;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TrainingSessionTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final TopicSet topics = new TopicSet("session").create();
    private final List<Drawn> drawings = SyntheticImages.draw(2, 1);
    private final LoadedModel champion = new PatternedHead().model();
    private final RegistryInMemory champions = new RegistryInMemory(champion).with(champion);
    private final LatestTrial metrics = new LatestTrial();
    private LabelStream stream;
    private TrainingSession session;

    @BeforeEach
    void open() {
        stream = LabelStream.open(topics.configs().clients(), topics.topics());
        session = new TrainingSession(
                champions, LearningConfigs.parts(folder, Map.of()), stream, metrics, InstantSource.system());
    }

    @AfterEach
    void close() {
        session.close();
        stream.close();
    }

    @Test
    void shouldNotCatchUpBeforeLabelsOfOtherPartitionsAreTakenIn() {
        write(0, TrainingEvents.request("one"));
        Waiting.until("the request is taken in", SOON, () -> session.takeIn(() -> {}) && session.requested());
        write(3, label(0));

        boolean before = session.caughtUp();
        Waiting.until("the label is taken in", SOON, () -> session.takeIn(() -> {}));

        assertThat(before).isFalse();
        assertThat(session.fresh()).isEqualTo(1);
        assertThat(session.caughtUp()).isTrue();
    }

    @Test
    void shouldNotWaitForLabelsThatCameAfterARequestWasSeen() {
        write(0, TrainingEvents.request("one"));
        Waiting.until("the request is taken in", SOON, () -> session.takeIn(() -> {}) && session.requested());
        boolean before = session.caughtUp();

        write(3, label(1));

        assertThat(before).isTrue();
        assertThat(session.caughtUp()).isTrue();
    }

    @Test
    void shouldLeaveItsStoreToTheNextOneWhenTheTopicCannotBeRead() {
        TrainerParts parts = LearningConfigs.parts(folder.resolve("left"), Map.of());
        var champions = new RegistryInMemory(new PatternedHead().model());
        LabelStream closed = LabelStream.open(topics.configs().clients(), topics.topics());
        closed.close();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() ->
                            new TrainingSession(champions, parts, closed, TrainingMetrics.NONE, InstantSource.system()))
                    .hasMessageContaining("consumer has already been closed");
        }
    }

    /** Labels that the broker dates are newer than a trial that began before they came, whatever their producers say. */
    @Test
    void shouldTellHowATrialStandsUntilAnotherOneMayAct() {
        tryBeside();
        writeBackdated(0, label(0));
        Waiting.until("the label is taken in", SOON, () -> session.takeIn(() -> {}));

        boolean changed = session.judged();

        assertThat(changed).isFalse();
        assertThat(metrics.tally)
                .hasValueSatisfying(tally -> assertThat(tally.examples()).isEqualTo(1));
        session.close();
        assertThat(metrics.tally).isEmpty();
    }

    /** A person tries the champion's twin. */
    private void tryBeside() {
        LoadedModel twin = champion.withVersion("2");
        champions.with(twin);
        ChangeNote note = new ChangeNote(Instant.now(), "cli", "a test");
        for (LoadedModel model : List.of(champion, twin)) {
            ModelReference name = ModelReference.of(model.manifest());
            champions.apply(now -> now.register(name, URI.create("memory:/"), Optional.empty(), Map.of(), note));
        }
        ModelReference first = ModelReference.of(champion.manifest());
        champions.apply(now -> now.promote(first.name(), first.version(), note));
        champions.apply(now -> now.startShadow(first.name(), "2", note));
    }

    private static final class LatestTrial implements TrainingMetrics {

        private Optional<Tally> tally = Optional.empty();

        @Override
        public void trial(Tally latest, Judgement judgement) {
            tally = Optional.of(latest);
        }

        @Override
        public void noTrial() {
            tally = Optional.empty();
        }

        @Override
        public void ended(RunResult result) {}

        @Override
        public void holdoutAccuracy(double share) {}

        @Override
        public void progress(double share) {}
    }

    private Content label(int number) {
        Drawn drawing = drawings.get(number);
        return new Content(List.of(new RecordHeader("label", drawing.label().getBytes(UTF_8))), drawing.jpeg());
    }

    private void write(int partition, Content content) {
        write(partition, null, content);
    }

    /** As a producer does that stamps the time at which the photograph was taken. */
    private void writeBackdated(int partition, Content content) {
        write(partition, Instant.parse("2020-01-01T00:00:00Z").toEpochMilli(), content);
    }

    private void write(int partition, Long timestamp, Content content) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(
                    topics.topics().labels(), partition, timestamp, null, content.value());
            content.headers().forEach(header -> record.headers().add(header.name(), header.value()));
            var unused = producer.send(record);
        }
    }
}
