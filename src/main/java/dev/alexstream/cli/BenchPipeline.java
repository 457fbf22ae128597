package dev.alexstream.cli;

import dev.alexstream.batch.BatchConfig;
import dev.alexstream.bench.CoreCost;
import dev.alexstream.bench.DecodeBench;
import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;

/**
 * Measures the whole way from a published image to its outcome: what an image costs decoder and engine alone, then a broker and a worker
 * that are warmed up, then the load, then the audit.
 */
final class BenchPipeline {

    /** Images that take a core so long tell what decoding costs. */
    private static final Duration DECODED = Duration.ofMillis(500);

    private final Console console;
    private final Settings settings;
    private final Load load;
    private final Images images;
    private final BooleanSupplier stopped;

    /**
     * @param rate images per second; absent for a backlog
     * @param warmUps images before the measured ones
     */
    record Load(int count, OptionalDouble rate, Publisher.Mode mode, int warmUps) {}

    /** @param contents of the files */
    record Images(List<Path> files, List<byte[]> contents) {}

    /** @param stopped asked now and then: end early, with a failure */
    BenchPipeline(Console console, Settings settings, Load load, Images images, BooleanSupplier stopped) {
        this.console = console;
        this.settings = settings;
        this.load = load;
        this.images = images;
        this.stopped = stopped;
    }

    /**
     * @param parts not started; ended by the caller
     * @param folder for what broker and worker leave behind
     */
    BenchPipelineRun run(BenchParts parts, Path folder) {
        console.note("Measuring decoder and engine alone.");
        CoreCost cost = cost(Models.load(settings));
        console.note("Starting broker and worker.");
        Settings here =
                settings.with(OwnBroker.settings(parts.startBroker(folder.resolve("broker")), "alexstream-bench"));
        try (KafkaConnection connection = KafkaConnection.open(here.kafkaProperties())) {
            here.ensureTopics(connection);
            parts.startWorker(here);
            BenchPipelineRun.Measured measured = measure(connection, here, new BenchMeter(parts, cost));
            return measured.audited(audit(here));
        }
    }

    private CoreCost cost(LoadedModel model) {
        var preprocessing = model.manifest().preprocessing();
        var geometry = new ImageGeometry(
                preprocessing.shortSide(), model.architecture().inputSide());
        var decoder = new OpenCvImageDecoder(settings.config().of(ImageConfig.class));
        DecodeBench.Report decoding = new DecodeBench(decoder, geometry, 1).measureSome(images.contents(), DECODED);
        return CoreCost.measure(
                new MeasuredNetwork(model.architecture(), model.weights(), preprocessing),
                settings.config().of(EngineConfig.class),
                settings.config().of(BatchConfig.class).maxSize(),
                CoreCost.ofDecoding(decoding.figures()));
    }

    private BenchPipelineRun.Measured measure(KafkaConnection connection, Settings here, BenchMeter meter) {
        var requests = new BenchRequests(here.topics().requests(), load.mode(), images.files(), images.contents());
        try (OutcomeWatch watch = OutcomeWatch.open(connection, here.topics())) {
            warmUp(connection, requests, watch);
            console.note("Measuring " + Numbers.counted(load.count(), "image") + ".");
            return load.rate().isPresent()
                    ? stream(connection, requests, watch, meter)
                    : backlog(connection, requests, watch, meter);
        }
    }

    private void warmUp(KafkaConnection connection, BenchRequests requests, OutcomeWatch watch) {
        int count = load.warmUps();
        console.note("Warming up with " + Numbers.counted(count, "image") + ".");
        try (KafkaProducer<byte[], byte[]> producer = BenchProducers.open(connection, settings, Map.of())) {
            if (load.rate().isPresent()) {
                requests.steadily(producer, count, load.rate().getAsDouble(), stopped);
            } else {
                requests.burst(producer, count, stopped);
            }
        }
        watch.await(count, stopped);
    }

    /** The worker can read nothing before the transaction of the publisher is committed, and then everything. */
    private BenchPipelineRun.Measured backlog(
            KafkaConnection connection, BenchRequests requests, OutcomeWatch watch, BenchMeter meter) {
        try (KafkaProducer<byte[], byte[]> producer = BenchProducers.transactional(connection, settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            meter.publishing();
            requests.burst(producer, load.count(), stopped);
            meter.start();
            producer.commitTransaction();
            return meter.backlog(watch.await(load.count(), stopped));
        }
    }

    private BenchPipelineRun.Measured stream(
            KafkaConnection connection, BenchRequests requests, OutcomeWatch watch, BenchMeter meter) {
        try (KafkaProducer<byte[], byte[]> producer =
                BenchProducers.open(connection, settings, Map.of(ProducerConfig.LINGER_MS_CONFIG, 0))) {
            meter.start();
            requests.steadily(producer, load.count(), load.rate().getAsDouble(), stopped);
            return meter.stream(watch.await(load.count(), stopped), requests::sentMillis);
        }
    }

    private AuditReport audit(Settings here) {
        console.note("Auditing.");
        return AuditCommand.run(here, IsolationLevel.READ_COMMITTED);
    }
}
