package dev.alexstream;

import dev.alexstream.CoreConfig.EmbeddedBrokerChoice;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.health.WatchedWorker;
import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.KafkaSetupException;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.StarterModel;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The worker of {@code serve}, with health, metrics and, where no cluster is configured, a broker of its own. Stops with the application. */
@Singleton
public class ServedWorker {

    private static final Logger LOG = Logger.getLogger(ServedWorker.class);
    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final int BROKER_PORT = 9092;

    private final ProgramMetrics metrics;
    private final WatchedWorker watched;
    private final Deque<Runnable> toStop = new ArrayDeque<>();

    ServedWorker(ProgramMetrics metrics, WatchedWorker watched) {
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
        LoadedModel model = model(config.of(CoreConfig.class));
        AlexstreamConfig connected = withBroker(config, overrides);
        Worker worker = Worker.start(connected, model, metrics);
        toStop.push(worker::close);
        toStop.push(watched::release);
        watched.watch(worker.loopHealth(), worker.engineHealth());
        ModelManifest manifest = model.manifest();
        metrics.model().serving(manifest.name(), manifest.version(), manifest.digest());
        LOG.infof(
                "Classifying with %s %s, requests from %s",
                manifest.name(),
                manifest.version(),
                connected.of(KafkaConfig.class).properties().get(BOOTSTRAP_SERVERS));
    }

    private static LoadedModel model(CoreConfig config) {
        return config.model().map(ModelFolder::read).orElseGet(StarterModel::load);
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
        toStop.push(broker::close);
        LOG.infof("No Kafka cluster is configured, so one broker runs here on %s", broker.bootstrapServers());
        Map<String, String> connected = new HashMap<>(overrides);
        connected.put("kafka." + BOOTSTRAP_SERVERS, broker.bootstrapServers());
        return AlexstreamConfig.load(connected);
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        while (!toStop.isEmpty()) {
            toStop.pop().run();
        }
    }
}
