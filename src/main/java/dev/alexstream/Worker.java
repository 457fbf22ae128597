package dev.alexstream;

import dev.alexstream.engine.EngineHealth;
import dev.alexstream.kafka.ClientProperties;
import dev.alexstream.kafka.KafkaConfig;
import dev.alexstream.kafka.KafkaLink;
import dev.alexstream.kafka.KafkaLinks;
import dev.alexstream.kafka.LabelWatch;
import dev.alexstream.kafka.LoopHealth;
import dev.alexstream.kafka.LoopSignals;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.kafka.WorkerConfig;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.KeyPlace;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.ParsedRequest;
import dev.alexstream.message.RequestParser;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** A worker that runs: the Kafka loop on its thread, the pipeline behind it. Needs no container. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final ClassificationService service;
    private final ClassificationLoop loop;
    private final LoopHealth health;
    private final Duration shutdownTimeout;
    private volatile LabelWatch labels;
    private final DriftTelling telling;
    private boolean stopping;

    private Worker(ClassificationService service, KafkaLink link, Duration shutdownTimeout, DriftTelling telling) {
        this.service = service;
        this.telling = telling;
        this.health = link.health();
        this.shutdownTimeout = shutdownTimeout;
        this.loop = new ClassificationLoop(link, this::handle, service::wantsMore);
    }

    /**
     * Compiles the model, checks the cluster and its topics, and starts to read requests.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when the cluster does not answer or cannot be used as it is configured
     * @throws dev.alexstream.engine.EngineException when the model cannot be run as it is configured
     */
    public static Worker start(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        DriftTelling telling = new DriftTelling(event -> registry(config).tell(event));
        try {
            DriftMonitor.Listener drifts = new DriftMonitor.Listener(instance(config), telling);
            return start(config, ClassificationService.start(config, model, metrics, drifts), metrics, telling);
        } catch (RuntimeException e) {
            telling.close();
            throw e;
        }
    }

    private static Worker start(
            AlexstreamConfig config, ClassificationService service, ProgramMetrics metrics, DriftTelling telling) {
        try {
            KafkaLink link = links(config).open(LoopSignals.of(metrics.kafka()));
            Worker worker = new Worker(
                    service, link, config.of(WorkerConfig.class).shutdown().timeout(), telling);
            new Thread(worker::run, "alexstream-kafka").start();
            if (config.of(CoreConfig.class).liveAccuracy()) {
                worker.labels = LabelWatch.start(
                        clients(config), config.of(TopicsConfig.class), worker::examine, service::hasMemory);
            }
            return worker;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Where another model can take over while the worker runs. */
    ClassificationService service() {
        return service;
    }

    public LoopHealth loopHealth() {
        return health;
    }

    public EngineHealth engineHealth() {
        return service.health();
    }

    /**
     * Stops intake, and returns at once: what is in flight is finished and committed within {@code alexstream.shutdown.timeout}, then the
     * group is left.
     */
    public synchronized void stop() {
        if (!stopping) {
            stopping = true;
            loop.stopReading(shutdownTimeout);
            if (labels != null) {
                labels.stop();
            }
        }
    }

    /** {@link #stop() Stops}, and returns when that is done. */
    @Override
    public void close() {
        stop();
        if (labels != null) {
            labels.close();
        }
        try {
            if (!loop.awaitEnd()) {
                LOG.warn("the Kafka loop did not end in time; what was in flight will be read again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        service.close();
        telling.close();
    }

    private void run() {
        try {
            loop.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf("the worker has stopped reading and has to be restarted: %s", e.getMessage());
            LOG.debug("why the worker stopped reading", e);
        }
    }

    private CompletableFuture<Outcome> handle(InboundRecord received) {
        return classify(received, Purpose.answer(KeyPlace.of(received)));
    }

    private CompletableFuture<Outcome> examine(InboundRecord label) {
        return classify(label, Purpose.EXAMINATION);
    }

    private CompletableFuture<Outcome> classify(InboundRecord received, Purpose purpose) {
        ParsedRequest parsed = RequestParser.parse(received);
        if (parsed instanceof ParsedRequest.Valid valid) {
            return service.classify(valid.request(), purpose);
        }
        return CompletableFuture.completedFuture(((ParsedRequest.Invalid) parsed).rejected());
    }

    private static ModelRegistry registry(AlexstreamConfig config) {
        return ModelRegistry.open(clients(config), config.of(TopicsConfig.class));
    }

    private static String instance(AlexstreamConfig config) {
        return config.of(WorkerConfig.class).instanceId().orElseGet(Worker::processId);
    }

    private static KafkaLinks links(AlexstreamConfig config) {
        return new KafkaLinks(clients(config), config.of(TopicsConfig.class), config.of(WorkerConfig.class));
    }

    static ClientProperties clients(AlexstreamConfig config) {
        return new ClientProperties(
                config.of(KafkaConfig.class),
                config.of(WorkerConfig.class),
                config.of(TopicsConfig.class),
                processId());
    }

    private static String processId() {
        return hostName() + "-" + UUID.randomUUID();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unnamed-host";
        }
    }
}
