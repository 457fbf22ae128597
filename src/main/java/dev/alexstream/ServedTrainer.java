package dev.alexstream;

import dev.alexstream.engine.EngineConfig;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.fetch.Fetchers;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.kafka.ClientProperties;
import dev.alexstream.kafka.LabelStream;
import dev.alexstream.kafka.TopicFollower;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.model.Registry;
import dev.alexstream.model.Registry.Transition;
import dev.alexstream.model.StarterModel;
import dev.alexstream.s3.S3Config;
import dev.alexstream.training.Challenger;
import dev.alexstream.training.ChallengerRelease;
import dev.alexstream.training.LearningConfig;
import dev.alexstream.training.OnlineTrainer;
import dev.alexstream.training.RolloutRules;
import dev.alexstream.training.TrainerParts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The trainer of {@code serve}: learns from labels upon the registry's champion, in the background. */
final class ServedTrainer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServedTrainer.class);

    /** A run ends at its next step. */
    private static final Duration STOP_BOUND = Duration.ofSeconds(20);

    private final OnlineTrainer trainer;
    private final RegisteredChampions champions;
    private final ImageFetcher fetcher;

    private ServedTrainer(OnlineTrainer trainer, RegisteredChampions champions, ImageFetcher fetcher) {
        this.trainer = trainer;
        this.champions = champions;
        this.fetcher = fetcher;
    }

    /**
     * Returns when the group of trainers is being joined.
     *
     * @param pinned the model that answers whatever the registry says
     * @throws dev.alexstream.kafka.KafkaSetupException when the cluster does not answer or cannot be used as it is configured
     */
    static ServedTrainer start(AlexstreamConfig config, Optional<LoadedModel> pinned, ProgramMetrics metrics) {
        NativeLibraries.await();
        ClientProperties clients = Worker.clients(config);
        TopicsConfig topics = config.of(TopicsConfig.class);
        var champions = new RegisteredChampions(
                ModelRegistry.open(clients, topics),
                ModelStore.open(config.of(ModelsConfig.class), config.of(S3Config.class)),
                config.of(LearningConfig.class).rolloutRules(),
                pinned);
        requireFit(config.of(LearningConfig.class), champions);
        LabelStream labels = LabelStream.open(clients, topics);
        ImageFetcher fetcher =
                Fetchers.create(config.of(FetchConfig.class), config.of(S3Config.class), metrics.fetch());
        var parts = new TrainerParts(
                config.of(LearningConfig.class),
                config.of(EngineConfig.class),
                fetcher,
                new OpenCvImageDecoder(config.of(ImageConfig.class)),
                config.of(CoreConfig.class).dataDir().resolve("examples"));
        var trainer = new OnlineTrainer(parts, labels, champions, metrics.training(), InstantSource.system());
        Thread thread = new Thread(trainer, "alexstream-trainer");
        thread.setDaemon(true);
        thread.start();
        return new ServedTrainer(trainer, champions, fetcher);
    }

    /** Says at once what every run upon the present champion would be refused for. */
    private static void requireFit(LearningConfig config, RegisteredChampions champions) {
        if (config.unfreeze().isEmpty()) {
            return;
        }
        champions
                .readable()
                .flatMap(champion -> OnlineTrainer.refusal(config, champion))
                .ifPresent(reason -> {
                    champions.close();
                    throw new IllegalArgumentException("the configuration cannot be used: " + reason);
                });
    }

    /** False when it has stopped without being asked. */
    boolean lives() {
        return trainer.lives();
    }

    /** Tells it to end, and returns at once. */
    void stop() {
        trainer.stop();
    }

    @Override
    public void close() {
        try {
            if (!trainer.stop(STOP_BOUND)) {
                LOG.warn("the trainer did not end in time; what it did is done again by the next one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        champions.close();
        fetcher.close();
    }

    /** The registry's champion, or what answers while there is none. */
    private static final class RegisteredChampions implements OnlineTrainer.Champions, AutoCloseable {

        private final ModelRegistry models;
        private final ModelStore store;
        private final ChallengerRelease release;
        private final LoadedModel first;
        private final TopicFollower watch;
        private volatile Registry registry;

        RegisteredChampions(
                ModelRegistry models, ModelStore store, RolloutRules rollout, Optional<LoadedModel> pinned) {
            this.models = models;
            this.store = store;
            this.release = new ChallengerRelease(store, models, rollout, InstantSource.system());
            this.first = pinned.orElseGet(StarterModel::load);
            this.registry = models.snapshot();
            this.watch = models.watch(now -> registry = now);
        }

        @Override
        public ModelReference current() {
            return registry.champion().map(ModelEntry::model).orElseGet(() -> ModelReference.of(first.manifest()));
        }

        @Override
        public LoadedModel load() {
            return registry.champion().map(this::read).orElse(first);
        }

        /** As {@link #load}; empty while the store does not have it. */
        Optional<LoadedModel> readable() {
            try {
                return Optional.of(load());
            } catch (ModelException e) {
                LOG.debug("the champion cannot be read now", e);
                return Optional.empty();
            }
        }

        @Override
        public Optional<ModelEntry> release(LoadedModel champion, Challenger challenger) {
            Optional<ModelEntry> entry = release.release(champion, challenger);
            if (entry.isEmpty()) {
                registry = models.snapshot();
            }
            return entry;
        }

        @Override
        public Registry registry() {
            return registry;
        }

        @Override
        public LoadedModel read(ModelEntry entry) {
            return store.read(entry.location(), entry.model().digest());
        }

        @Override
        public void apply(Transition transition) {
            registry = models.apply(transition);
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
