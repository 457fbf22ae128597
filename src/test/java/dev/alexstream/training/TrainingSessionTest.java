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
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
    private LabelStream stream;
    private TrainingSession session;

    @BeforeEach
    void open() {
        LoadedModel champion = new PatternedHead().model();
        stream = LabelStream.open(topics.configs().clients(), topics.topics());
        session = new TrainingSession(
                new RegistryInMemory(champion),
                LearningConfigs.parts(folder, Map.of()),
                stream,
                InstantSource.system());
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
            assertThatThrownBy(() -> new TrainingSession(champions, parts, closed, InstantSource.system()))
                    .hasMessageContaining("consumer has already been closed");
        }
    }

    private Content label(int number) {
        Drawn drawing = drawings.get(number);
        return new Content(List.of(new RecordHeader("label", drawing.label().getBytes(UTF_8))), drawing.jpeg());
    }

    private void write(int partition, Content content) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(topics.topics().labels(), partition, null, content.value());
            content.headers().forEach(header -> record.headers().add(header.name(), header.value()));
            var unused = producer.send(record);
        }
    }
}
