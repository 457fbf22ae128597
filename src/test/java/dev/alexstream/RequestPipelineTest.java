package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushPolicy;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.ImageFailure;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SpareSquares;
import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload;
import dev.alexstream.message.Rejected;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pipeline over fakes: an image is one byte, which is also the colour of its only pixel. */
@Timeout(30)
class RequestPipelineTest {

    private static final byte POISON = 66;
    private static final byte NOT_AN_IMAGE = 1;
    private static final byte BREAKS_THE_DECODER = 2;
    private static final byte NOT_A_NUMBER = 3;

    private final ExecutorService decodePool = Executors.newFixedThreadPool(2);
    private final IntakeBudget budget = new IntakeBudget(1_000_000);
    private final SpareSquares spares = new SpareSquares(4);
    private final RequestPipeline.Buffer buffer = RequestPipeline.Buffer.of(
            new Batcher<>(new FlushPolicy(8, Duration.ofMillis(5)), System::nanoTime),
            budget,
            MemoryGuard.Pause.SLEEP,
            spares);
    private final ServedModel model = new ServedModel(
            new ModelIdentity("tiny", "1", "sha256:00"), List.of("dark", "light", "odd"), new ImageGeometry(1, 1));
    private final ServingModels models = new ServingModels(buffer.batcher()::nudge);
    private final InferenceThread inference = new InferenceThread(
            buffer, models, new InferenceThread.Observers(BatchMetrics.NONE, EngineMetrics.NONE), Ticks.SYSTEM);
    private final ScriptedFetcher fetcher = new ScriptedFetcher();
    private final RequestPipeline pipeline = new RequestPipeline(
            fetcher,
            new DecodeStage(RequestPipelineTest::decode, models, ImageMetrics.NONE, Ticks.SYSTEM),
            decodePool,
            buffer,
            Ticks.SYSTEM);

    @BeforeEach
    void start() {
        inference.start();
        var unused = models.serve(model, new ColourClassifier());
    }

    @AfterEach
    void stop() throws Exception {
        buffer.batcher().close();
        inference.join(Duration.ofSeconds(10));
        decodePool.shutdownNow();
    }

    @Test
    void shouldClassifyInlineBytesWithItsFactsAndItsModel() throws Exception {
        Classified classified = (Classified) outcome(inline((byte) 100));

        assertThat(classified.predictions().get(0)).isEqualTo(new Prediction("light", 1, 0.75));
        assertThat(classified.predictions()).hasSize(3);
        assertThat(classified.model()).isEqualTo(model.identity());
        assertThat(classified.image().format()).isEqualTo("fake");
        assertThat(classified.image().sha256())
                .isEqualTo("18ac3e7343f016890c510e93f935261169d9e3f565436429830faf0934f4f8e4");
        assertThat(classified.batchSize()).isEqualTo(1);
    }

    @Test
    void shouldClassifyWhatWasFetched() throws Exception {
        fetcher.answer = new FetchResult.Fetched(new byte[] {100});

        assertThat(outcome(reference())).isInstanceOf(Classified.class);
    }

    @Test
    void shouldRejectWhatCouldNotBeFetched() throws Exception {
        fetcher.answer = new FetchResult.FetchRejected(ErrorCode.FETCH_NOT_FOUND, "no such file");

        assertThat(outcome(reference())).isEqualTo(new Rejected(ErrorCode.FETCH_NOT_FOUND, "no such file"));
    }

    @Test
    void shouldRejectInlineBytesThatTheFetcherDoesNotTake() throws Exception {
        fetcher.inline = new FetchResult.FetchRejected(ErrorCode.TOO_LARGE, "more than 10");

        assertThat(outcome(inline((byte) 100))).isEqualTo(new Rejected(ErrorCode.TOO_LARGE, "more than 10"));
    }

    @Test
    void shouldRejectOnlyTheBadImagesOfABatch() throws Exception {
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        for (byte colour : new byte[] {100, NOT_AN_IMAGE, 100, POISON, 100, BREAKS_THE_DECODER, NOT_A_NUMBER, 100}) {
            outcomes.add(pipeline.classify(inline(colour), Purpose.ANSWER));
        }

        assertThat(outcomes.stream().map(RequestPipelineTest::code))
                .containsExactly(
                        "classified",
                        "TRUNCATED",
                        "classified",
                        "INFERENCE_FAILED",
                        "classified",
                        "DECODE_FAILED",
                        "INFERENCE_FAILED",
                        "classified");
    }

    @Test
    void shouldRejectWhatIsPastItsDeadline() throws Exception {
        ImageRequest late = new ImageRequest(
                "id",
                "source",
                new Payload.Inline(new byte[] {100}),
                Optional.of(Instant.now().minusSeconds(1)),
                OptionalInt.empty(),
                Optional.empty());

        assertThat(outcome(late)).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.code())
                .isEqualTo(ErrorCode.EXPIRED));
    }

    @Test
    void shouldClipTopKToTheNumberOfLabels() throws Exception {
        ImageRequest one = new ImageRequest(
                "id",
                "source",
                new Payload.Inline(new byte[] {100}),
                Optional.empty(),
                OptionalInt.of(1),
                Optional.empty());

        assertThat(((Classified) outcome(one)).predictions()).hasSize(1);
    }

    @Test
    void shouldStopTheFetchOfACancelledRequestAndHoldNothing() throws Exception {
        CompletableFuture<Outcome> cancelled = pipeline.classify(reference(), Purpose.ANSWER);

        cancelled.cancel(false);

        assertThat(fetcher.pending.isCancelled()).isTrue();
        assertThat(outcome(inline((byte) 100))).isInstanceOf(Classified.class);
        assertThat(budget.heldBytes()).isZero();
    }

    private Outcome outcome(ImageRequest request) throws Exception {
        return pipeline.classify(request, Purpose.ANSWER).get(20, TimeUnit.SECONDS);
    }

    private static String code(CompletableFuture<Outcome> outcome) {
        return outcome.join() instanceof Rejected rejected ? rejected.code().name() : "classified";
    }

    private static ImageRequest inline(byte colour) {
        return request(new Payload.Inline(new byte[] {colour}));
    }

    private static ImageRequest reference() {
        return request(new Payload.Reference(URI.create("https://images.test/a.jpg")));
    }

    private static ImageRequest request(Payload payload) {
        return new ImageRequest("id", "source", payload, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    private static DecodeResult decode(byte[] encoded, ImageGeometry geometry) {
        return switch (encoded[0]) {
            case NOT_AN_IMAGE -> new DecodeResult.Undecodable(ImageFailure.TRUNCATED, "cut");
            case BREAKS_THE_DECODER -> throw new IllegalStateException("decoder defect");
            default ->
                new DecodeResult.Decoded(
                        new RgbPixels(1, new byte[] {encoded[0], encoded[0], encoded[0]}), "fake", 1, 1);
        };
    }

    private static final class ScriptedFetcher implements ImageFetcher {
        private final CompletableFuture<FetchResult> pending = new CompletableFuture<>();
        private FetchResult answer;
        private FetchResult inline;

        @Override
        public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
            return answer == null ? pending : CompletableFuture.completedFuture(answer);
        }

        @Override
        public FetchResult inline(byte[] bytes) {
            return inline == null ? ImageFetcher.super.inline(bytes) : inline;
        }

        @Override
        public void close() {}
    }

    private static final class ColourClassifier implements Classifier {
        @Override
        public EngineInfo info() {
            return new EngineInfo("fake", "fp32", "cpu");
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            if (images.stream().anyMatch(image -> image.data()[0] == POISON)) {
                throw new IllegalStateException("poison");
            }
            return images.stream()
                    .map(image -> new float[] {image.data()[0] == NOT_A_NUMBER ? Float.NaN : 0.15f, 0.75f, 0.1f})
                    .toArray(float[][]::new);
        }

        @Override
        public float[][] activations(List<RgbPixels> images, String layer) {
            return classify(images);
        }

        @Override
        public void close() {}
    }
}
