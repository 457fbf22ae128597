package dev.alexstream;

import dev.alexstream.CoreConfig.EmbeddedBrokerChoice;
import dev.alexstream.CoreConfig.Role;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.health.WatchedWorker;
import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.kafka.TopicFollower;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelRegistry;
import dev.alexstream.model.ModelStore;
import dev.alexstream.model.ModelsConfig;
import dev.alexstream.model.Registry;
import dev.alexstream.model.StarterModel;
import dev.alexstream.s3.S3Config;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** The roles of {@code serve}, with health, metrics and, where no cluster is configured, a broker of its own. Stops with the application. */
@Singleton
public class ServedWorker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServedWorker.class);
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final int BROKER_PORT = 9092;

    /** For a trial to be opened before requests are read; a model takes seconds. */
    private static final Duration TRIAL_PATIENCE = Duration.ofSeconds(30);

    private final ProgramMetrics metrics;
    private final WatchedWorker watched;
    private final RunningParts parts = new RunningParts();
    private volatile Worker worker;

    public ServedWorker(ProgramMetrics metrics, WatchedWorker watched) {
        this.metrics = metrics;
        this.watched = watched;
    }

    /**
     * Returns when the model is compiled and the group is being joined.
     *
     * @param overrides full keys and values that are stronger than any other source
     * @throws RuntimeException with a sentence for the operator when something configured cannot be had
     */
    public synchronized void start(Map<String, String> overrides) {
        AlexstreamConfig config = AlexstreamConfig.load(overrides);
        Optional<LoadedModel> pinned = config.of(CoreConfig.class).model().map(ModelFolder::read);
        AlexstreamConfig connected = withBroker(config, overrides);
        Set<Role> roles = config.of(CoreConfig.class).roles();
        if (roles.contains(Role.WORKER)) {
            classify(connected, pinned);
        } else {
            watched.watchNothing();
        }
        if (roles.contains(Role.TRAINER)) {
            ServedTrainer trainer = ServedTrainer.start(connected, pinned, metrics);
            parts.add(trainer::stop, trainer::close);
            watched.watchTrainer(trainer::lives);
        }
    }

    private void classify(AlexstreamConfig connected, Optional<LoadedModel> pinned) {
        if (pinned.isPresent()) {
            open(connected, pinned.get());
            read();
            LOG.infof(
                    "alexstream.model is set, so %s answers whatever the registry says",
                    name(worker.service().serving()));
        } else {
            startAndFollow(connected);
        }
        LOG.infof(
                "Requests come from %s",
                connected.of(KafkaConfig.class).properties().get(BOOTSTRAP_SERVERS));
    }

    private void open(AlexstreamConfig config, LoadedModel model) {
        worker = Worker.open(config, model, metrics);
        parts.add(worker::stop, worker::close);
        LOG.infof("Classifying with %s", name(worker.service().serving()));
    }

    private void read() {
        worker.read();
        watched.watch(worker.loopHealth(), worker.engineHealth());
    }

    /** A trial that goes on already is opened before the first request is read: its keys are answered by no other model. */
    private void startAndFollow(AlexstreamConfig config) {
        ModelStore store = ModelStore.open(config.of(ModelsConfig.class), config.of(S3Config.class));
        ModelRegistry registry = ModelRegistry.open(Worker.clients(config), config.of(TopicsConfig.class));
        Registry atStart = registry.snapshot();
        LoadedModel model =
                atStart.champion().map(champion -> read(store, champion)).orElseGet(StarterModel::load);
        open(config, model);
        ModelFollower champion = follower(ModelSlot.champion(worker.service()), store);
        ModelFollower challenger = follower(ModelSlot.challenger(worker.service()), store);
        challenger.begin(atStart, TRIAL_PATIENCE);
        read();
        TopicFollower watch = registry.watch(now -> {
            champion.follow(now);
            challenger.follow(now);
        });
        parts.add(watch::stop, watch::close);
    }

    private ModelFollower follower(ModelSlot slot, ModelStore store) {
        ModelFollower follower = new ModelFollower(slot, store, metrics.model(), ModelFollower.Pauses.USUAL);
        parts.add(follower::stop, follower::close);
        return follower;
    }

    /** Another model in its place would answer differently, and nobody would know. */
    private static LoadedModel read(ModelStore store, ModelEntry champion) {
        try {
            return store.read(champion.location(), champion.model().digest());
        } catch (ModelException e) {
            throw new ModelException(
                    e.problem(),
                    "the registry's champion " + champion.key() + " cannot be read: " + e.getMessage()
                            + ". Make alexstream.models.store the store it lies in, or set alexstream.model",
                    e);
        }
    }

    private static String name(ModelIdentity model) {
        return model.name() + " " + model.version();
    }

    private AlexstreamConfig withBroker(AlexstreamConfig config, Map<String, String> overrides) {
        if (config.of(KafkaConfig.class).properties().containsKey(BOOTSTRAP_SERVERS)) {
            return config;
        }
        CoreConfig core = config.of(CoreConfig.class);
        if (core.embeddedBroker() == EmbeddedBrokerChoice.NEVER) {
            throw new KafkaSetupException("no Kafka cluster is configured: set kafka.bootstrap.servers"
                    + " (KAFKA_BOOTSTRAP_SERVERS), or allow alexstream.embedded-broker=auto");
        }
        EmbeddedBroker broker = EmbeddedBroker.start(BROKER_PORT, core.dataDir().resolve("broker"));
        parts.add(broker::close);
        LOG.infof("No Kafka cluster is configured, so one broker runs here on %s", broker.bootstrapServers());
        Map<String, String> connected = new HashMap<>(overrides);
        connected.put("kafka." + BOOTSTRAP_SERVERS, broker.bootstrapServers());
        return AlexstreamConfig.load(connected);
    }

    /** What answers now; empty before anything does, and in a process without a worker. */
    public Optional<ModelIdentity> serving() {
        return Optional.ofNullable(worker).map(running -> running.service().serving());
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Nobody waits for the trainer before what is in flight may finish. */
    @Override
    public synchronized void close() {
        watched.release();
        parts.close();
    }
}
