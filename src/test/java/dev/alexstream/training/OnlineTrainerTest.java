package dev.alexstream.training;

import static dev.alexstream.training.PublishedLabels.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.Waiting;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.TrainingEvent.Ended;
import dev.alexstream.message.TrainingEvents;
import dev.alexstream.message.TrainingEvents.Content;
import dev.alexstream.message.TrainingReport;
import dev.alexstream.message.TrainingReport.Result;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OnlineTrainerTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** Never runs unless asked. */
    private static final Map<String, String> PATIENT =
            Map.of("min-new-labels", "1000", "min-class-examples", "1", "gate.min-holdout", "1000");

    /** The same, and a run takes little time: what is learned does not matter. */
    private static final Map<String, String> BRIEF = Map.of(
            "min-new-labels", "1000",
            "min-class-examples", "1",
            "gate.min-holdout", "1000",
            "unfreeze", "output");

    @TempDir
    Path folder;

    private final LoadedModel champion = new PatternedHead().model();
    private final RegistryInMemory champions = new RegistryInMemory(champion).with(champion);
    private final BlockingQueue<Challenger> released = champions.released();

    @Test
    void shouldLearnFromTheTopicAndRejectWhatIsNoLabel() throws Exception {
        TopicSet topics = new TopicSet("trainer").create();
        publish(topics, SyntheticImages.draw(30, 1));
        publish(topics, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}, "torn");
        publish(topics, SyntheticImages.draw(1, 2).get(0).jpeg(), "");

        OnlineTrainer trainer = start(topics, "one");
        Challenger challenger = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        boolean ended = trainer.stop(Duration.ofSeconds(20));

        assertThat(ended).isTrue();
        assertThat(challenger.model().manifest().labels())
                .startsWith("cat", "dog")
                .hasSizeGreaterThan(2);
        assertThat(challenger.model().manifest().training().examples()).isBetween(5, 30);
        List<ConsumerRecord<byte[], byte[]>> rejected =
                topics.read(topics.topics().deadLetters(), 2, SOON);
        assertThat(rejected)
                .extracting(record -> TopicSet.header(record, DeadLetterHeaders.CODE))
                .containsExactlyInAnyOrder(ErrorCode.TRUNCATED.name(), ErrorCode.SCHEMA.name());
    }

    @Test
    void shouldTakeOverWhereAnotherTrainerEndsAndStartFromItsOwnStore() throws Exception {
        TopicSet topics = new TopicSet("successor").create();
        publish(topics, SyntheticImages.draw(30, 3));
        OnlineTrainer first = start(topics, "first");
        Challenger one = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        OnlineTrainer second = start(topics, "second");
        assertThat(first.stop(Duration.ofSeconds(20))).isTrue();

        Challenger two = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(second.stop(Duration.ofSeconds(20))).isTrue();

        assertThat(two.model().manifest().training().dataSetDigest())
                .isEqualTo(one.model().manifest().training().dataSetDigest());
        Waiting.until("nothing is left", Duration.ofSeconds(1), released::isEmpty);
    }

    @Test
    void shouldLearnAtOnceAgainUponTheModelByWhichARunWasOvertaken() throws Exception {
        LoadedModel other = champion.withVersion("7");
        champions.overtakenBy(other);
        TopicSet topics = new TopicSet("overtaken").create();
        publish(topics, SyntheticImages.draw(30, 5));
        Map<String, String> hourly = new HashMap<>(BRIEF);
        hourly.put("interval", "1h");
        Instant begun = Instant.now();
        InstantSource anHourASecond =
                () -> begun.plus(Duration.between(begun, Instant.now()).multipliedBy(3600));

        OnlineTrainer trainer = start(topics, "overtaken", hourly, anHourASecond);
        Challenger late = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        Challenger again = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();

        assertThat(late.model().manifest().training().base()).contains(" 1 ");
        assertThat(again.model().manifest().training().base()).contains(" 7 ");
        assertThat(again.model().manifest().training().dataSetDigest())
                .isEqualTo(late.model().manifest().training().dataSetDigest());
    }

    @Test
    void shouldRunWhenAskedUponAllLabelsThatCameBefore() throws Exception {
        TopicSet topics = new TopicSet("asked").create();
        publish(topics, SyntheticImages.draw(20, 4));
        ask(topics, "one");

        OnlineTrainer trainer = start(topics, "asked", PATIENT);
        Challenger challenger = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        Ended answer = answers(topics, 1).get(0);

        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(challenger.model().manifest().figures().get("holdout-examples")
                        + challenger.model().manifest().training().examples())
                .as("what the model has and all that came")
                .isEqualTo(32 + 20.0);
        assertThat(answer.request()).isEqualTo("one");
        assertThat(answer.report().orElseThrow().reason())
                .isEqualTo(challenger.verdict().sentence());
        assertThat(answer.report().orElseThrow().result()).isEqualTo(Result.REFUSED);
        assertThat(topics.read(topics.topics().deadLetters(), 1, Duration.ofMillis(500)))
                .isEmpty();
    }

    @Test
    void shouldEndAtOnceWhenNothingIsNew() throws Exception {
        TopicSet topics = new TopicSet("nothing").create();
        publish(topics, SyntheticImages.draw(20, 5));
        ask(topics, "one");
        OnlineTrainer trainer = start(topics, "nothing", BRIEF);
        answers(topics, 1);

        ask(topics, "two");
        TrainingReport second = answers(topics, 2).get(1).report().orElseThrow();

        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(second.result()).isEqualTo(Result.NOTHING_NEW);
        assertThat(second.reason()).contains("no new labels since the last run upon pets/1");
        assertThat(released).hasSize(1);
    }

    @Test
    void shouldSayWhatIsTooLittleToBeLearned() throws Exception {
        TopicSet topics = new TopicSet("little").create();
        byte[] image = SyntheticImages.draw(1, 11).get(0).jpeg();
        publish(topics, image, "fox");
        ask(topics, "one");

        OnlineTrainer trainer = start(
                topics, "little", Map.of("min-new-labels", "1000", "min-class-examples", "7", "holdout", "0.000001"));
        TrainingReport report = answers(topics, 1).get(0).report().orElseThrow();

        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(report.result()).isEqualTo(Result.NOTHING_NEW);
        assertThat(report.reason())
                .isEqualTo(
                        "Nothing to learn: there are no labelled images that a run could use. New classes wait for 7 images"
                                + " to learn and one that is held out: fox (1 to learn, 0 held out).");
    }

    @Test
    void shouldNotRunAgainForARequestThatAnotherTrainerAnswered() throws Exception {
        TopicSet topics = new TopicSet("answered").create();
        publish(topics, SyntheticImages.draw(20, 6));
        ask(topics, "one");
        OnlineTrainer first = start(topics, "first", BRIEF);
        answers(topics, 1);
        assertThat(first.stop(Duration.ofSeconds(20))).isTrue();

        OnlineTrainer second = start(topics, "second", BRIEF);
        ask(topics, "two");
        List<Ended> answers = answers(topics, 2);

        assertThat(second.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(answers).extracting(Ended::request).containsExactly("one", "two");
    }

    @Test
    void shouldCarryOutARequestThatWasTakenInBeforeADeath() throws Exception {
        TopicSet topics = new TopicSet("survivor").create();
        publish(topics, SyntheticImages.draw(20, 7));
        TrainerParts parts = LearningConfigs.parts(folder.resolve("survivor"), BRIEF);
        try (LabelStream stream = LabelStream.open(topics.configs().clients(), topics.topics());
                var dying =
                        new TrainingSession(champions, parts, stream, TrainingMetrics.NONE, InstantSource.system())) {
            ask(topics, "one");
            Waiting.until("all is taken in", SOON, () -> !dying.takeIn(() -> {}) && dying.requested());
        }

        OnlineTrainer successor = start(topics, "survivor", BRIEF);
        List<Ended> answers = answers(topics, 1);

        assertThat(successor.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(answers).extracting(Ended::request).containsExactly("one");
        assertThat(released).hasSize(1);
    }

    @Test
    void shouldLearnTheSameLabelsAgainFromAnotherLayer() throws Exception {
        TopicSet topics = new TopicSet("relearned").create();
        publish(topics, SyntheticImages.draw(20, 9));
        ask(topics, "one");
        OnlineTrainer first = start(topics, "same", lenient("fc6"));
        answers(topics, 1);
        assertThat(first.stop(Duration.ofSeconds(20))).isTrue();

        OnlineTrainer second = start(topics, "same", lenient("output"));
        ask(topics, "two");
        List<Ended> answers = answers(topics, 2);

        assertThat(second.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(answers)
                .extracting(answer -> answer.report().orElseThrow().result())
                .containsExactly(Result.PROMOTED, Result.PROMOTED);
    }

    /** Promotes whatever comes of a run that was asked for. */
    private static Map<String, String> lenient(String unfreeze) {
        return Map.of(
                "unfreeze", unfreeze,
                "min-new-labels", "1000",
                "min-class-examples", "1",
                "gate.min-holdout", "1",
                "gate.tolerance", "0.99",
                "gate.max-class-fall", "1",
                "gate.min-new-accuracy", "0");
    }

    @Test
    void shouldSayWhichLayersCanBeTrainedFromAndGoOn() throws Exception {
        TopicSet topics = new TopicSet("layers").create();
        publish(topics, SyntheticImages.draw(2, 8));
        ask(topics, "one");

        OnlineTrainer trainer =
                start(topics, "layers", Map.of("unfreeze", "fc7", "min-new-labels", "1", "min-class-examples", "1"));
        answers(topics, 1);
        ask(topics, "two");
        List<Ended> answers = answers(topics, 2);

        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(answers.stream().map(ended -> ended.report().orElseThrow())).allSatisfy(report -> {
            assertThat(report.result()).isEqualTo(Result.REFUSED);
            assertThat(report.model()).isEmpty();
            assertThat(report.reason())
                    .isEqualTo("alexstream.learning.unfreeze: alexnet-2012 cannot be trained from \"fc7\","
                            + " only from conv1, conv2, conv3, conv4, conv5, fc6, output");
        });
        assertThat(released).isEmpty();
    }

    private static void ask(TopicSet topics, String id) {
        Content request = TrainingEvents.request(id);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(topics.topics().labels(), 0, null, request.value());
            request.headers().forEach(header -> record.headers().add(header.name(), header.value()));
            var unused = producer.send(record);
        }
    }

    /** In the order in which they were written; fails unless so many come. */
    private static List<Ended> answers(TopicSet topics, int count) {
        List<Ended> answers = new ArrayList<>();
        Waiting.until("there are answers", SOON, () -> {
            answers.clear();
            topics.read(topics.topics().labels(), Integer.MAX_VALUE, Duration.ofMillis(500)).stream()
                    .flatMap(record -> TrainingEvents.read(inbound(record)).stream())
                    .filter(Ended.class::isInstance)
                    .forEach(event -> answers.add((Ended) event));
            return answers.size() >= count;
        });
        assertThat(answers).hasSize(count);
        return answers;
    }

    private static InboundRecord inbound(ConsumerRecord<byte[], byte[]> read) {
        List<RecordHeader> headers = new ArrayList<>();
        read.headers().forEach(header -> headers.add(new RecordHeader(header.key(), header.value())));
        return new InboundRecord(
                new RecordCoordinates(read.topic(), read.partition(), read.offset()),
                Instant.EPOCH,
                read.key(),
                read.value(),
                headers);
    }

    @Test
    void shouldBeKnownToHaveStoppedWhenItBreaks() {
        TopicSet topics = new TopicSet("broken").create();
        TrainerParts parts = LearningConfigs.parts(folder.resolve("broken"), PATIENT);
        LabelStream stream = LabelStream.open(topics.configs().clients(), topics.topics());
        var trainer = new OnlineTrainer(parts, stream, champions, TrainingMetrics.NONE, () -> {
            throw new LinkageError("torn");
        });
        assertThat(trainer.lives()).isTrue();

        assertThatThrownBy(trainer::run).isInstanceOf(LinkageError.class);

        assertThat(trainer.lives()).isFalse();
    }

    private OnlineTrainer start(TopicSet topics, String store) {
        return start(topics, store, Map.of("min-new-labels", "30", "min-class-examples", "1", "unfreeze", "output"));
    }

    private OnlineTrainer start(TopicSet topics, String store, Map<String, String> settings) {
        return start(topics, store, settings, InstantSource.system());
    }

    private OnlineTrainer start(TopicSet topics, String store, Map<String, String> settings, InstantSource clock) {
        TrainerParts parts = LearningConfigs.parts(folder.resolve(store), settings);
        LabelStream stream = LabelStream.open(topics.configs().clients(), topics.topics());
        var trainer = new OnlineTrainer(parts, stream, champions, TrainingMetrics.NONE, clock);
        new Thread(trainer, "trainer-" + store).start();
        return trainer;
    }
}
