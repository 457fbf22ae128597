package dev.alexstream;

import dev.alexstream.batch.BatchConfig;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushPolicy;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.engine.EngineHealth;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.fetch.Fetchers;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.kafka.WorkerConfig;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A running pipeline for one model, without Kafka: requests in, outcomes out. */
public final class ClassificationService implements AutoCloseable {

    private static final Duration INFERENCE_JOIN_LIMIT = Duration.ofSeconds(10);

    /** Decoders that are further ahead of the engine than this take its cores for nothing. */
    private static final int BATCHES_AHEAD = 2;

    private final ImageFetcher fetcher;
    private final DecodePool decodePool;
    private final RequestPipeline.Buffer buffer;
    private final InferenceThread inference;
    private final RequestPipeline pipeline;

    private ClassificationService(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        ServedModel served = served(model);
        BatchConfig batching = config.of(BatchConfig.class);
        var policy = new FlushPolicy(batching.maxSize(), batching.maxQueueDelay());
        var budget = new IntakeBudget(
                config.of(WorkerConfig.class).inFlight().maxBytes().asLongValue());
        buffer = new RequestPipeline.Buffer(new Batcher<>(policy, System::nanoTime), budget, MemoryGuard.system());
        fetcher = Fetchers.create(config.of(FetchConfig.class), metrics.fetch());
        decodePool = DecodePool.of(Runtime.getRuntime().availableProcessors());
        var decoder = new OpenCvImageDecoder(config.of(ImageConfig.class));
        var decoding = new DecodeStage(decoder, served.geometry(), metrics.image(), Ticks.SYSTEM);
        pipeline = new RequestPipeline(fetcher, decoding, decodePool.executor(), buffer, Ticks.SYSTEM);
        inference = new InferenceThread(
                buffer,
                () -> Classifiers.open(
                        model.architecture(),
                        model.weights(),
                        model.manifest().preprocessing(),
                        model.manifest().activationRanges(),
                        config.of(EngineConfig.class)),
                served,
                new InferenceThread.Observers(
                        decodePool.listeningBeside(
                                metrics.batch(), buffer.batcher()::queued, BATCHES_AHEAD * batching.maxSize()),
                        metrics.engine()),
                Ticks.SYSTEM);
    }

    /** Returns when the model is compiled and has answered once. */
    public static ClassificationService start(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        NativeLibraries.await();
        ClassificationService service = new ClassificationService(config, model, metrics);
        try {
            service.inference.start();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Starts work and returns at once. The future never completes exceptionally, except by being cancelled. */
    public CompletableFuture<Outcome> classify(ImageRequest request) {
        return pipeline.classify(request);
    }

    /**
     * Whether the bytes under way leave room for more.
     *
     * @throws IllegalStateException when memory ran out for good, so that nothing more can be classified
     */
    public boolean hasRoom() {
        if (buffer.memory().exhausted()) {
            throw new IllegalStateException("memory ran out and did not come back");
        }
        return buffer.budget().isOpen();
    }

    public EngineHealth health() {
        return inference;
    }

    @Override
    public void close() {
        fetcher.close();
        decodePool.close();
        buffer.batcher().close();
        try {
            inference.join(INFERENCE_JOIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServedModel served(LoadedModel model) {
        ModelManifest manifest = model.manifest();
        return new ServedModel(
                new ModelIdentity(manifest.name(), manifest.version(), manifest.digest()),
                manifest.labels(),
                new ImageGeometry(
                        manifest.preprocessing().shortSide(),
                        model.architecture().inputSide()));
    }
}
