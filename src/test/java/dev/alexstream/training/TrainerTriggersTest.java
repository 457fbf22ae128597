package dev.alexstream.training;

import static dev.alexstream.training.PublishedLabels.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.training.TrainingMetrics.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When runs begin that nobody asks for. */
@Timeout(300)
class TrainerTriggersTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final LoadedModel champion = new PatternedHead().model();
    private final RegistryInMemory champions = new RegistryInMemory(champion).with(champion);
    private final BlockingQueue<Challenger> released = champions.released();
    private final List<RunResult> ends = new CopyOnWriteArrayList<>();

    @Test
    void shouldNotWaitForLabelsThatNeverCeaseToCome() throws Exception {
        TopicSet topics = new TopicSet("steady").create();
        OnlineTrainer trainer =
                start(topics, settings("min-new-labels", "20", "quiet-period", "300ms"), InstantSource.system());
        try {
            List<Drawn> drawings = SyntheticImages.draw(600, 1);
            for (int i = 0; i < drawings.size() && released.isEmpty(); i++) {
                publish(topics, drawings.subList(i, i + 1));
                // twenty in a second, so that no poll of the trainer comes back empty
                Thread.sleep(50);
            }

            assertThat(released).isNotEmpty();
        } finally {
            assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void shouldKeepItsScheduleWhenItIsStartedAgain() throws Exception {
        TopicSet topics = new TopicSet("daily").create();
        Map<String, String> daily = settings("min-new-labels", "1000", "interval", "24h");
        OnlineTrainer today = start(topics, daily, InstantSource.system());
        Waiting.until("it takes labels in", SOON, this::hasStored);
        publish(topics, SyntheticImages.draw(20, 2));
        assertThat(released.poll(3, TimeUnit.SECONDS)).isNull();
        assertThat(today.stop(Duration.ofSeconds(20))).isTrue();

        OnlineTrainer tomorrow = start(topics, daily, () -> Instant.now().plus(Duration.ofHours(25)));
        Challenger challenger = released.poll(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(tomorrow.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(challenger).isNotNull();
    }

    @Test
    void shouldPauseAfterARunThatRanOutOfMemory() throws Exception {
        TopicSet topics = new TopicSet("short").create();
        publish(topics, SyntheticImages.draw(20, 3));
        champions.failing(new OutOfMemoryError("no room for a challenger"));

        OnlineTrainer trainer = start(topics, settings("min-new-labels", "20"), InstantSource.system());
        Waiting.until("a run has failed", SOON, () -> ends.contains(RunResult.FAILED));
        Challenger again = released.poll(6, TimeUnit.SECONDS);

        assertThat(trainer.stop(Duration.ofSeconds(20))).isTrue();
        assertThat(again).as("in the same minute").isNull();
        assertThat(ends).containsExactly(RunResult.FAILED);
    }

    private boolean hasStored() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .anyMatch(file -> file.toFile().length() > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings(String... others) {
        Map<String, String> settings =
                new HashMap<>(Map.of("min-class-examples", "1", "gate.min-holdout", "1000", "unfreeze", "output"));
        for (int i = 0; i < others.length; i += 2) {
            settings.put(others[i], others[i + 1]);
        }
        return settings;
    }

    private OnlineTrainer start(TopicSet topics, Map<String, String> settings, InstantSource clock) {
        TrainerParts parts = LearningConfigs.parts(folder.resolve("examples"), settings);
        LabelStream stream = LabelStream.open(topics.configs().clients(), topics.topics());
        var trainer = new OnlineTrainer(parts, stream, champions, new Ends(), clock);
        new Thread(trainer, "trainer").start();
        return trainer;
    }

    private final class Ends implements TrainingMetrics {

        @Override
        public void ended(RunResult result) {
            ends.add(result);
        }

        @Override
        public void holdoutAccuracy(double share) {}

        @Override
        public void progress(double share) {}
    }
}
