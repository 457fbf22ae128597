package dev.alexstream.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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

    private OnlineTrainer start(TopicSet topics, String store) {
        TrainerParts parts =
                LearningConfigs.parts(folder.resolve(store), Map.of("min-new-labels", "30", "min-class-examples", "1"));
        LabelStream stream = LabelStream.open(topics.configs().clients(), topics.topics());
        var trainer = new OnlineTrainer(parts, stream, champions, TrainingMetrics.NONE, InstantSource.system());
        new Thread(trainer, "trainer-" + store).start();
        return trainer;
    }

    private static void publish(TopicSet topics, List<Drawn> drawings) {
        drawings.forEach(drawing -> publish(topics, drawing.jpeg(), drawing.label()));
    }

    private static void publish(TopicSet topics, byte[] image, String label) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(topics.topics().labels(), image);
            record.headers().add("label", label.getBytes(UTF_8));
            var unused = producer.send(record);
        }
    }
}
