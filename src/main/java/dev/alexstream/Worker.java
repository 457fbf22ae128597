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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** A worker that runs: the Kafka loop on its thread, the pipeline behind it. Needs no container. */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final ClassificationService service;
    private final ClassificationLoop loop;
    private final LoopHealth health;
    private final AlexstreamConfig config;
    private final DriftTelling telling;
    private volatile LabelWatch labels;
    private boolean reading;
    private boolean stopping;

    private Worker(AlexstreamConfig config, ClassificationService service, KafkaLink link, DriftTelling telling) {
        this.config = config;
        this.service = service;
        this.telling = telling;
        this.health = link.health();
        this.loop = new ClassificationLoop(link, this::handle, service::wantsMore);
    }

    /**
     * {@link #open Opens} a worker that {@link #read reads} at once.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException as {@link #open}
     * @throws dev.alexstream.engine.EngineException as {@link #open}
     */
    public static Worker start(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        Worker worker = open(config, model, metrics);
        try {
            worker.read();
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /**
     * Compiles the model, and checks the cluster and its topics.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when the cluster does not answer or cannot be used as it is configured
     * @throws dev.alexstream.engine.EngineException when the model cannot be run as it is configured
     */
    static Worker open(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        DriftTelling telling = new DriftTelling(event -> registry(config).tell(event));
        try {
            DriftMonitor.Listener drifts = new DriftMonitor.Listener(instance(config), telling);
            return open(config, ClassificationService.start(config, model, metrics, drifts), metrics, telling);
        } catch (RuntimeException e) {
            telling.close();
            throw e;
        }
    }

    private static Worker open(
            AlexstreamConfig config, ClassificationService service, ProgramMetrics metrics, DriftTelling telling) {
        try {
            KafkaLink link = links(config).open(LoopSignals.of(metrics.kafka()));
            return new Worker(config, service, link, telling);
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /**
     * Starts to read requests, and labels where live accuracy is wanted; does nothing after {@link #stop}.
     *
     * @throws dev.alexstream.kafka.KafkaSetupException when the label topic cannot be read
     */
    synchronized void read() {
        if (stopping) {
            return;
        }
        startLoop();
        if (config.of(CoreConfig.class).liveAccuracy()) {
            labels =
                    LabelWatch.start(clients(config), config.of(TopicsConfig.class), this::examine, service::hasMemory);
        }
    }

    /** Also of a worker that never reads: only the loop closes the link. */
    private void startLoop() {
        if (!reading) {
            reading = true;
            new Thread(this::run, "alexstream-kafka").start();
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
            loop.stopReading(config.of(WorkerConfig.class).shutdown().timeout());
            startLoop();
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
