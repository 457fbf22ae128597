package dev.alexstream;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushPolicy;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineHealth;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SpareSquares;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A pipeline whose stages are scripts, on one thread each. An image waits for company for an hour, so it only leaves alone when nothing else
 * is expected.
 */
final class TinyPipeline implements AutoCloseable {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(1, 1);

    private final ExecutorService decodeThread = Executors.newSingleThreadExecutor();
    private final IntakeBudget budget = new IntakeBudget(1_000_000);
    private final SpareSquares spares = new SpareSquares(1);
    private final RequestPipeline.Buffer buffer = RequestPipeline.Buffer.of(
            new Batcher<>(new FlushPolicy(8, Duration.ofHours(1)), System::nanoTime), budget, duration -> {}, spares);
    private final ServingModels models = new ServingModels(buffer.batcher()::nudge);
    private final InferenceThread inference = new InferenceThread(
            buffer, models, new InferenceThread.Observers(BatchMetrics.NONE, EngineMetrics.NONE), Ticks.SYSTEM);

    private Supplier<CompletableFuture<FetchResult>> fetching =
            () -> CompletableFuture.completedFuture(new FetchResult.Fetched(new byte[100]));
    private Runnable decoding = () -> {};
    private Runnable inferring = () -> {};
    private Executor decodePool = decodeThread;

    /** What a fetch does instead of bringing 100 bytes. */
    TinyPipeline fetching(Supplier<CompletableFuture<FetchResult>> script) {
        fetching = script;
        return this;
    }

    /** Runs before each decoding. */
    TinyPipeline decoding(Runnable script) {
        decoding = script;
        return this;
    }

    /** Runs before each call of the network. */
    TinyPipeline inferring(Runnable script) {
        inferring = script;
        return this;
    }

    TinyPipeline decodingOn(Executor pool) {
        decodePool = pool;
        return this;
    }

    TinyPipeline start() {
        inference.start();
        var unused = models.serve(
                new ServedModel(new ModelIdentity("tiny", "1", "sha256:00"), List.of("only"), GEOMETRY),
                new ScriptedClassifier());
        return this;
    }

    CompletableFuture<Outcome> classifyInline() {
        return classify(new Payload.Inline(new byte[100]));
    }

    CompletableFuture<Outcome> classifyReference() {
        return classify(new Payload.Reference(URI.create("https://images.test/a.jpg")));
    }

    private CompletableFuture<Outcome> classify(Payload payload) {
        var decoder = new DecodeStage((encoded, geometry) -> decode(), models, ImageMetrics.NONE, Ticks.SYSTEM);
        return new RequestPipeline(new ScriptedFetcher(), decoder, decodePool, buffer, Ticks.SYSTEM)
                .classify(
                        new ImageRequest(
                                "id", "source", payload, Optional.empty(), OptionalInt.empty(), Optional.empty()),
                        Purpose.ANSWER);
    }

    private DecodeResult decode() {
        decoding.run();
        return new DecodeResult.Decoded(new RgbPixels(1, new byte[3]), "fake", 1, 1);
    }

    IntakeBudget budget() {
        return budget;
    }

    SpareSquares spares() {
        return spares;
    }

    EngineHealth health() {
        return inference;
    }

    @Override
    public void close() {
        buffer.batcher().close();
        try {
            inference.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        decodeThread.shutdownNow();
    }

    private final class ScriptedFetcher implements ImageFetcher {
        @Override
        public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
            return fetching.get();
        }

        @Override
        public void close() {}
    }

    private final class ScriptedClassifier implements Classifier {
        @Override
        public EngineInfo info() {
            return new EngineInfo("fake", "fp32", "cpu");
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            inferring.run();
            return images.stream().map(image -> new float[] {1}).toArray(float[][]::new);
        }

        @Override
        public float[][] activations(List<RgbPixels> images, String layer) {
            return classify(images);
        }

        @Override
        public void close() {}
    }
}
