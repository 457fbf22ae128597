package dev.alexstream;

import dev.alexstream.batch.BatchConfig;
import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushPolicy;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.engine.EngineHealth;
import dev.alexstream.fetch.FetchConfig;
import dev.alexstream.fetch.Fetchers;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.ImageConfig;
import dev.alexstream.image.OpenCvImageDecoder;
import dev.alexstream.image.SpareSquares;
import dev.alexstream.kafka.WorkerConfig;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Shadowed;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.model.ModelMetrics.Arm;
import dev.alexstream.s3.S3Config;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A running pipeline, without Kafka: requests in, outcomes out. The model may be replaced while it runs. */
public final class ClassificationService implements AutoCloseable {

    private static final Duration INFERENCE_JOIN_LIMIT = Duration.ofSeconds(10);

    /** Decoders that are further ahead of the engine than this take its cores for nothing. */
    private static final int BATCHES_AHEAD = 2;

    /** What is decoded or read long before the engine wants it grows old in memory: the garbage collector copies it again and again. */
    private static final int BATCHES_DECODED = 3;

    private static final int BATCHES_READ = 4;

    private final ImageFetcher fetcher;
    private final DecodePool decodePool;
    private final RequestPipeline.Buffer buffer;
    private final int mostRead;
    private final InferenceThread inference;
    private final RequestPipeline pipeline;
    private final ServingModels models;
    private final ModelOpening opening;
    private final ProgramMetrics metrics;
    private final Agreement agreement;
    private final LiveAccuracy accuracy;
    private final DriftMonitor drift;

    private ClassificationService(AlexstreamConfig config, ProgramMetrics metrics, DriftMonitor.Listener drifts) {
        this.metrics = metrics;
        this.agreement = new Agreement(metrics.model()::agreement);
        this.accuracy = new LiveAccuracy(metrics.model());
        drift = new DriftMonitor(
                config.of(DriftConfig.class).rules(), metrics.model()::drift, drifts, InstantSource.system());
        BatchConfig batching = config.of(BatchConfig.class);
        var policy = new FlushPolicy(batching.maxSize(), batching.maxQueueDelay());
        mostRead = BATCHES_READ * batching.maxSize();
        var budget = new IntakeBudget(
                config.of(WorkerConfig.class).inFlight().maxBytes().asLongValue());
        buffer = RequestPipeline.Buffer.of(
                new Batcher<>(policy, System::nanoTime), budget, MemoryGuard.Pause.SLEEP, new SpareSquares(mostRead));
        models = new ServingModels(buffer.batcher()::nudge);
        opening = ModelOpening.of(config.of(EngineConfig.class), buffer.batcher()::largest);
        fetcher = Fetchers.create(config.of(FetchConfig.class), config.of(S3Config.class), metrics.fetch());
        int batch = batching.maxSize();
        var ready = new DecodePool.Ready(buffer.batcher()::queued, BATCHES_AHEAD * batch, BATCHES_DECODED * batch);
        decodePool = DecodePool.of(Runtime.getRuntime().availableProcessors(), ready);
        var decoder = new OpenCvImageDecoder(config.of(ImageConfig.class), buffer.spares());
        var decoding = new DecodeStage(decoder, models, metrics.image(), Ticks.SYSTEM);
        pipeline = new RequestPipeline(fetcher, decoding, decodePool.executor(), buffer, Ticks.SYSTEM);
        BatchMetrics listeners = decodePool.listeningBeside(metrics.batch());
        var observers = new InferenceThread.Observers(listeners, metrics.engine());
        inference = new InferenceThread(buffer, models, observers, Ticks.SYSTEM);
    }

    /** Returns when the model is compiled and has answered once. */
    public static ClassificationService start(AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics) {
        return start(config, model, metrics, DriftMonitor.Listener.NONE);
    }

    /** @param drifts is told when the model that answers begins to drift, or ceases to */
    static ClassificationService start(
            AlexstreamConfig config, LoadedModel model, ProgramMetrics metrics, DriftMonitor.Listener drifts) {
        NativeLibraries.await();
        ClassificationService service = new ClassificationService(config, metrics, drifts);
        service.inference.start();
        try {
            var unused = service.serve(model);
            return service;
        } catch (RuntimeException | Error e) {
            service.close();
            throw e;
        }
    }

    /**
     * Lets another model answer, whatever the size of its images and its labels. Images that are prepared already are still classified by the
     * model they were prepared for; then that is closed. A model that is tried is not opened again; its trial ends as it begins to answer.
     *
     * @return reached when the model before is closed
     * @throws RuntimeException when the model cannot be compiled or does not compute; the one before answers as it did
     */
    CountDownLatch serve(LoadedModel model) {
        ServedModel served = ServedModel.of(model);
        ModelIdentity identity = served.identity();
        CountDownLatch closed = models.promote(identity, tried -> watched(model, tried))
                .orElseGet(() -> models.serve(served, watched(model, opening.open(model))));
        metrics.model().serving(named(identity));
        accuracy.follows(Arm.CHAMPION, identity);
        agreement.champion(identity);
        return closed;
    }

    private Classifier watched(LoadedModel model, Classifier classifier) {
        metrics.engine().compiled(classifier.info());
        if (classifier.info().engine().equals("onednn")) {
            NativeLibraries.leaveHelpersToTrainer();
        }
        return drift.watching(model, classifier);
    }

    /**
     * Tries a model beside the one that answers, in the place of the one that is tried now.
     *
     * @param share of the keys that it answers, in (0, 1]; empty for a shadow, which is asked beside whatever answers
     * @return reached when the one that was tried before is closed
     * @throws RuntimeException when the model cannot be compiled or does not compute; nothing has changed then
     */
    CountDownLatch attempt(LoadedModel model, OptionalDouble share) {
        ServedModel served = ServedModel.of(model);
        CountDownLatch closed = models.attempt(served, opening.open(model), share);
        tried(served.identity());
        return closed;
    }

    /** @return reached when what was tried is closed */
    CountDownLatch endTrial() {
        CountDownLatch closed = models.endTrial();
        tried(null);
        return closed;
    }

    private void tried(ModelIdentity model) {
        accuracy.follows(Arm.CHALLENGER, model);
        agreement.challenger(Optional.ofNullable(model));
        metrics.model().trying(Optional.ofNullable(model).map(ClassificationService::named));
    }

    private static ModelMetrics.Identity named(ModelIdentity model) {
        return new ModelMetrics.Identity(model.name(), model.version(), model.digest());
    }

    ModelIdentity serving() {
        return models.identity().orElseThrow();
    }

    /** What is tried beside it. */
    Optional<ModelIdentity> trying() {
        return models.trying();
    }

    /** As {@link #classify(ImageRequest, Purpose)}, by the model that answers. */
    public CompletableFuture<Outcome> classify(ImageRequest request) {
        return classify(request, Purpose.ANSWER);
    }

    /** Starts work and returns at once. The future never completes exceptionally, except by being cancelled. */
    CompletableFuture<Outcome> classify(ImageRequest request, Purpose purpose) {
        CompletableFuture<Outcome> outcome = pipeline.classify(request, purpose);
        var unused = outcome.thenAccept(ended -> {
            if (ended instanceof Shadowed shadowed) {
                agreement.saw(shadowed);
            }
            request.label().ifPresent(label -> accuracy.answered(ended, label));
        });
        return outcome;
    }

    /**
     * Whether more requests are to be read: there is memory for them, and decoder and engine have not enough to do for the next batches. What is
     * still fetched does not count as work, since a slow source keeps nobody busy.
     *
     * @throws IllegalStateException as {@link #hasMemory}
     */
    boolean wantsMore() {
        return hasMemory() && decodePool.waiting() + buffer.batcher().queued() < mostRead;
    }

    /**
     * Whether the bytes under way leave room for more.
     *
     * @throws IllegalStateException when memory ran out for good, so that nothing more can be classified
     */
    boolean hasMemory() {
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
        opening.close();
        fetcher.close();
        decodePool.close();
        buffer.batcher().close();
        try {
            inference.join(INFERENCE_JOIN_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
