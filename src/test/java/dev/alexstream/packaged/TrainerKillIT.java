package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.alexstream.AlexstreamConfig;
import dev.alexstream.Waiting;
import dev.alexstream.fault.Seeds;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import dev.alexstream.s3.S3Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged trainer, killed at random moments while labels come in, runs go on, and models are published. The last time another trainer
 * with a disk of its own takes over.
 */
@Tag("fault")
class TrainerKillIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final int KILLS = 10;
    private static final String LEARNING = "Learning from labels upon pets";
    private static final int LABELS_A_LIFE = 20;
    private static final int LONGEST_LIFE_MILLIS = 6_000;

    @TempDir
    Path folder;

    private Map<String, String> settings;
    private ModelRegistry registry;
    private ModelStore store;

    @Test
    void shouldLoseNoExampleAndLeaveNoHalfPublishedModelThroughKillsOfTheTrainer() throws Exception {
        long seed = Seeds.next();
        Random random = new Random(seed);
        ModelFolder.write(SmallModels.version("1", 1), folder.resolve("pets"));
        try (PackagedProgram broker = PackagedProgram.start(folder, Map.of(), "broker", "--port", "0")) {
            connect(broker.awaitOut("^(127\\.0\\.0\\.1:\\d+)$"));
            done("models", "import", folder.resolve("pets").toString());
            done("models", "promote", "pets/1");
            for (int life = 1; life < KILLS; life++) {
                publishLabels(seed + life);
                try (PackagedProgram trainer = PackagedProgram.start(folder, settings, "serve")) {
                    killAtRandom(trainer, random);
                }
                assertWhole(seed);
            }
            try (PackagedProgram next = PackagedProgram.start(folder, settings, "serve")) {
                awaitExamples((KILLS - 1) * LABELS_A_LIFE);
                next.terminate();
                assertThat(next.exitCode()).as(next.err()).isEqualTo(143);
            }
            Map<String, String> elsewhere = new HashMap<>(settings);
            elsewhere.put("ALEXSTREAM_DATA_DIR", folder.resolve("survivor").toString());
            try (PackagedProgram trainer = PackagedProgram.start(folder, settings, "serve");
                    PackagedProgram survivor = PackagedProgram.start(folder, elsewhere, "serve")) {
                trainer.awaitErr("Listening on: http");
                survivor.awaitErr("Listening on: http");
                publishLabels(seed);
                PackagedProgram acting = acting(trainer, survivor);
                PackagedProgram idle = acting == trainer ? survivor : trainer;
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                assertThat(idle.err()).doesNotContain(LEARNING);
                acting.kill();
                idle.awaitErr(LEARNING);
                publishLabels(seed + KILLS);
                awaitExamples((KILLS + 1) * LABELS_A_LIFE);
                idle.terminate();
                assertThat(idle.exitCode()).as(idle.err()).isEqualTo(143);
            }
            assertWhole(seed);
        }
    }

    private void killAtRandom(PackagedProgram trainer, Random random) throws InterruptedException {
        trainer.awaitErr(LEARNING);
        // the random moment of this kill
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        trainer.kill();
    }

    private void awaitExamples(int published) {
        Waiting.until("every example is learned or held out", BOUND, () -> examples() == published);
    }

    /** Whichever of them was the first of its group. */
    private static PackagedProgram acting(PackagedProgram one, PackagedProgram other) {
        Waiting.until(
                "one of them acts",
                BOUND,
                () -> one.err().contains(LEARNING) || other.err().contains(LEARNING));
        return one.err().contains(LEARNING) ? one : other;
    }

    private void connect(String servers) {
        Path models = folder.resolve("models");
        settings = new HashMap<>(LabelledDrawings.EAGER_TRAINER);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers);
        settings.put("ALEXSTREAM_LEARNING_INTERVAL", "2s");
        settings.put("ALEXSTREAM_MODELS_STORE", models.toString());
        AlexstreamConfig config = AlexstreamConfig.load(
                Map.of("kafka.bootstrap.servers", servers, "alexstream.models.store", models.toString()));
        registry = ModelRegistry.open(
                TopicSet.of(Map.of("kafka.bootstrap.servers", servers))
                        .configs()
                        .clients(),
                config.of(TopicsConfig.class));
        store = ModelStore.open(config.of(ModelsConfig.class), config.of(S3Config.class));
    }

    private void publishLabels(long seed) throws IOException {
        Path labelled = LabelledDrawings.folders(folder.resolve("labels-" + seed), LABELS_A_LIFE, seed);
        done("publish", "--labels-from-folders", labelled.toString());
    }

    /** One champion, and the store has every version that the registry names, with the weights that it names. */
    private void assertWhole(long seed) {
        Registry now = registry.snapshot();
        assertThat(now.champion()).as("seed %d", seed).isPresent();
        for (ModelEntry entry : now.entries()) {
            assertThatCode(() -> store.read(entry.location(), entry.model().digest()))
                    .as("seed %d, %s", seed, entry.key())
                    .doesNotThrowAnyException();
        }
    }

    /** Of the latest version: what it learned and what it was asked. */
    private int examples() {
        Map<String, Double> figures = registry.snapshot().entries().stream()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .figures();
        return (int) (figures.getOrDefault("examples-fresh", 0.0) + figures.getOrDefault("holdout-examples", 0.0));
    }

    private PackagedProgram done(String... arguments) {
        PackagedProgram program = PackagedProgram.run(folder, settings, arguments);
        assertThat(program.exitCode()).as(program.err()).isZero();
        return program;
    }
}
