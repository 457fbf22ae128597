package dev.alexstream.cli;

import dev.alexstream.ServedWorker;
import dev.alexstream.health.WatchedWorker;
import dev.alexstream.kafka.TopicFollower;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelReleases;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.model.Registry;
import dev.alexstream.s3.S3Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** What {@code serve} runs, with all that it keeps in one folder. */
final class DemoProgram implements AutoCloseable {

    private static final long TURN_MILLIS = 50;

    /** A run takes half a minute on two cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ServedWorker served = new ServedWorker(ProgramMetrics.NONE, new WatchedWorker());
    private final ModelReference first;
    private final AtomicReference<Registry> registry = new AtomicReference<>(Registry.EMPTY);
    private final TopicFollower watch;

    /** @param model what answers first */
    private DemoProgram(Settings settings, ModelRegistry models, LoadedModel model) {
        this.first = ModelReference.of(model.manifest());
        this.watch = models.watch(registry::set);
        served.start(settings.overrides());
    }

    /**
     * Returns when the model answers.
     *
     * @param settings as {@link #settings} makes them
     */
    static DemoProgram start(Settings settings, LoadedModel given) {
        ModelRegistry models = ModelRegistry.open(settings.clientProperties(), settings.topics());
        ModelStore store = ModelStore.open(
                settings.config().of(ModelsConfig.class), settings.config().of(S3Config.class));
        LoadedModel model = given.withDigest();
        var releases = new ModelReleases(models, store, () -> model);
        ModelEntry entry = releases.register(model, Optional.empty(), ModelOffice.note("it is what was given"));
        var unused = releases.promote(entry.model().name(), entry.model().version(), ModelOffice.note(null));
        return new DemoProgram(settings, models, model.withVersion(entry.model().version()));
    }

    /**
     * Whatever the user has configured for models and learning, it is not touched.
     *
     * @param script how much is learned, if anything: a run starts with the last label
     */
    static Map<String, String> settings(Path folder, DemoScript script) {
        Map<String, String> settings = new HashMap<>();
        settings.put("alexstream.model", "");
        settings.put("alexstream.data-dir", folder.resolve("data").toString());
        settings.put("alexstream.models.store", folder.resolve("models").toUri().toString());
        settings.put("alexstream.topics.partitions", "4");
        settings.put("alexstream.roles", script.learns() ? "worker,trainer" : "worker");
        if (script.learns()) {
            settings.put(
                    "alexstream.learning.min-new-labels",
                    Integer.toString(script.lesson().size()));
            settings.put("alexstream.learning.rollout.mode", "direct");
        }
        return settings;
    }

    /**
     * Waits until the trainer has decided, and the worker follows.
     *
     * @return what was learned; empty when stopped
     */
    Optional<ModelEntry> learned(BooleanSupplier stopped) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!stopped.getAsBoolean()) {
            Optional<ModelEntry> learned = registry.get().entries().stream()
                    .filter(entry -> !entry.model().equals(first))
                    .findFirst();
            if (learned.filter(this::isFollowed).isPresent()) {
                return learned;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "nothing was learned within " + PATIENCE.toMinutes() + " min; -v shows what the trainer does");
            }
            pause();
        }
        return Optional.empty();
    }

    private boolean isFollowed(ModelEntry learned) {
        Optional<ModelReference> champion = registry.get().champion().map(ModelEntry::model);
        return champion.isPresent()
                && served.serving()
                        .filter(model -> model.digest().equals(champion.get().digest()))
                        .isPresent();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    @Override
    public void close() {
        served.close();
        watch.close();
    }
}
