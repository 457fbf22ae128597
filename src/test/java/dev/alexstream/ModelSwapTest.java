package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.FlushPolicy;
import dev.alexstream.batch.FlushReason;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.image.DecodeResult;
import dev.alexstream.image.ImageGeometry;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SpareSquares;
import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload;
import dev.alexstream.message.Shadowed;
import dev.alexstream.model.DriftReference;
import dev.alexstream.training.NoFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Images are decoded at once and on the calling thread, in the size that the serving model wants, and wait for each other until there are
 * four.
 */
@Timeout(30)
class ModelSwapTest {

    private static final int UNDECODABLE_SIDE = 3;

    private final IntakeBudget budget = new IntakeBudget(1_000_000);
    private final SpareSquares spares = new SpareSquares(4);
    private final RequestPipeline.Buffer buffer = RequestPipeline.Buffer.of(
            new Batcher<>(new FlushPolicy(4, Duration.ofHours(1)), System::nanoTime),
            budget,
            MemoryGuard.Pause.SLEEP,
            spares);
    private final ServingModels models = new ServingModels(buffer.batcher()::nudge);
    private final AtomicInteger learned = new AtomicInteger();
    private final InferenceThread inference = new InferenceThread(
            buffer, models, new InferenceThread.Observers(counting(learned), EngineMetrics.NONE), Ticks.SYSTEM);
    private final RequestPipeline pipeline = new RequestPipeline(
            new NoFetcher(),
            new DecodeStage(this::decode, models, ImageMetrics.NONE, Ticks.SYSTEM),
            Runnable::run,
            buffer,
            Ticks.SYSTEM);
    private final SizedClassifier small = new SizedClassifier(1);
    private final SizedClassifier large = new SizedClassifier(2);
    private byte[] lastDecoded;

    @AfterEach
    void stop() throws Exception {
        buffer.batcher().close();
        inference.join(Duration.ofSeconds(10));
    }

    @Test
    void shouldClassifyEachImageOfABatchByTheModelItWasPreparedFor() {
        serve("1", small);
        holdBatches();
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        outcomes.add(classify());
        outcomes.add(classify());
        serve("2", large);
        outcomes.add(classify());
        inference.start();
        outcomes.add(classify());
        releaseBatches();

        assertThat(outcomes.stream().map(ModelSwapTest::answer))
                .containsExactly(
                        "version 1: side 1 of 2",
                        "version 1: side 1 of 2",
                        "version 2: side 2 of 2",
                        "version 2: side 2 of 2");
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void shouldCloseAModelOnTheInferenceThreadWhenItsLastImageIsDone() throws Exception {
        serve("1", small);
        LeasedModel lease = models.lease(Purpose.ANSWER);
        CountDownLatch closed = serve("2", large);
        inference.start();

        assertThat(closed.getCount()).isEqualTo(1);
        lease.giveBack();

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(small.closedBy).containsExactly("alexstream-inference");
        assertThat(large.closedBy).isEmpty();
    }

    @Test
    void shouldCloseWhateverServesWhenItEnds() throws Exception {
        serve("1", small);
        inference.start();

        buffer.batcher().close();
        inference.join(Duration.ofSeconds(10));
        CountDownLatch tooLate = serve("2", large);

        assertThat(small.closedBy).hasSize(1);
        assertThat(large.closedBy).hasSize(1);
        assertThat(tooLate.getCount()).isZero();
        assertThat(inference.ready()).isFalse();
    }

    @Test
    void shouldStayReadyDuringASwap() {
        serve("1", small);
        inference.start();

        serve("2", large);

        assertThat(inference.ready()).isTrue();
    }

    @Test
    void shouldLearnWhatBatchesCostFromTheModelThatAnswersOnly() {
        serve("1", small);
        holdBatches();
        CompletableFuture<Outcome> replaced = classify();
        serve("2", large);
        var unused = models.attempt(served("3", large), large, OptionalDouble.of(0.5));
        List<CompletableFuture<Outcome>> outcomes = List.of(replaced, classify(0.1), classify(0.9));
        inference.start();
        releaseBatches();

        assertThat(outcomes.stream()
                        .map(outcome -> ((Classified) outcome.join()).model().version()))
                .containsExactly("1", "3", "2");
        assertThat(learned).hasValue(1);
    }

    @Test
    void shouldLetACanaryAnswerItsShareOfThePlaces() {
        serve("1", small);
        var unused = models.attempt(served("2", large), large, OptionalDouble.of(0.5));
        holdBatches();
        List<CompletableFuture<Outcome>> outcomes = List.of(classify(0), classify(0.4999), classify(0.5));
        inference.start();
        releaseBatches();

        assertThat(outcomes.stream()
                        .map(outcome -> ((Classified) outcome.join()).model().version()))
                .containsExactly("2", "2", "1");
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void shouldLetACanaryAnswerEverythingWithoutOpeningItAgainOncePromoted() throws Exception {
        serve("1", small);
        inference.start();
        var unused = models.attempt(served("2", large), large, OptionalDouble.of(0.5));
        LeasedModel underWay = models.lease(Purpose.answer(0));

        Optional<CountDownLatch> closed = models.promote(served("2", large).identity(), UnaryOperator.identity());

        assertThat(closed.orElseThrow().await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(small.closedBy).containsExactly("alexstream-inference");
        assertThat(List.of(classify(0), classify(0.9)))
                .allSatisfy(outcome -> assertThat(answer(outcome)).startsWith("version 2: "));
        assertThat(models.answers(underWay)).isTrue();
        assertThat(models.trying()).isEmpty();
        underWay.giveBack();
        CountDownLatch replaced = serve("3", small);
        assertThat(replaced.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(large.closedBy).containsExactly("alexstream-inference");
    }

    @Test
    void shouldWatchForDriftWhatIsPromotedAndCloseItOnce() throws Exception {
        DriftReference reference = new DriftReference("drawn", 1, List.of(1.0), Collections.nCopies(10, 0.1), null);
        List<Integer> watched = new ArrayList<>();
        var watch = new DriftWatch(reference, 1, (window, scores) -> watched.add(window.answers()));
        serve("1", small);
        inference.start();
        var unused = models.attempt(served("2", large), large, OptionalDouble.of(0.5));
        var tried = classify().join();

        var unusedHere = models.promote(
                served("2", large).identity(), two -> new WatchedClassifier(two, Optional.empty(), watch));
        var promoted = classify().join();

        assertThat(List.of(tried, promoted))
                .extracting(outcome -> ((Classified) outcome).model().version())
                .containsOnly("2");
        assertThat(watched).containsExactly(1);
        assertThat(serve("3", small).await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(large.closedBy).hasSize(1);
    }

    @Test
    void shouldPromoteNothingElseThanWhatIsTried() {
        serve("1", small);
        assertThat(models.promote(served("2", large).identity(), UnaryOperator.identity()))
                .isEmpty();

        var unused = models.attempt(served("2", large), large, OptionalDouble.of(0.5));

        assertThat(models.promote(served("3", large).identity(), UnaryOperator.identity()))
                .isEmpty();
        assertThat(models.trying()).isPresent();
        assertThat(models.identity()).contains(served("1", small).identity());
    }

    @Test
    void shouldAskACanaryBesideTheModelThatAnswersHowAnImageIsCalledThatHasALabel() {
        serve("1", small);
        var unused = models.attempt(served("2", large), large, OptionalDouble.of(0.5));
        inference.start();

        Shadowed outcome = (Shadowed) classify(Purpose.EXAMINATION).join();

        assertThat(outcome.answer().model().version()).isEqualTo("1");
        assertThat(outcome.shadow().model().version()).isEqualTo("2");
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void shouldWatchForDriftOnlyWhatSomebodySentAndComputeThatFirst() {
        DriftReference reference = new DriftReference("drawn", 1, List.of(1.0), Collections.nCopies(10, 0.1), null);
        List<Integer> watched = new ArrayList<>();
        var watch = new DriftWatch(reference, 1, (window, scores) -> watched.add(window.answers()));
        models.serve(served("1", small), new WatchedClassifier(small, Optional.empty(), watch));
        holdBatches();
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Outcome> examined = classify(Purpose.EXAMINATION);
        CompletableFuture<Outcome> sent = classify(Purpose.ANSWER);
        var unused = List.of(examined.thenRun(() -> order.add("examined")), sent.thenRun(() -> order.add("sent")));
        inference.start();
        releaseBatches();

        unused.forEach(CompletableFuture::join);

        assertThat(order).containsExactly("sent", "examined");
        assertThat(watched).containsExactly(1);
    }

    @Test
    void shouldTellWhatAShadowSaysBesideTheAnswer() throws Exception {
        serve("1", small);
        var unused = models.attempt(served("2", large), large, OptionalDouble.empty());
        inference.start();

        Shadowed outcome = (Shadowed) classify().join();
        CountDownLatch ended = models.endTrial();
        Outcome afterwards = classify().join();

        assertThat(outcome.answer().model().version()).isEqualTo("1");
        assertThat(outcome.shadow().model().version()).isEqualTo("2");
        assertThat(outcome.shadow().predictions().get(0).probability()).isEqualTo(2);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(((Classified) afterwards).model().version()).isEqualTo("1");
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void shouldGiveBackPixelsOnceTheModelHasSeenThem() {
        serve("1", small);
        inference.start();

        var unused = classify().join();

        assertThat(spares.take(3)).isSameAs(lastDecoded);
    }

    @Test
    void shouldNotGiveBackPixelsThatAShadowSeesToo() {
        serve("1", small);
        var unused = models.attempt(served("2", small), new SizedClassifier(1), OptionalDouble.empty());
        inference.start();

        assertThat(classify().join()).isInstanceOf(Shadowed.class);

        assertThat(spares.take(3)).isNotSameAs(lastDecoded);
    }

    @Test
    void shouldAnswerWithoutAShadowThatItsImageCannotBePreparedFor() {
        serve("1", small);
        SizedClassifier broken = new SizedClassifier(UNDECODABLE_SIDE);
        var unused = models.attempt(served("2", broken), broken, OptionalDouble.empty());
        inference.start();

        Outcome outcome = classify().join();

        assertThat(((Classified) outcome).model().version()).isEqualTo("1");
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void shouldAnswerWithoutAShadowThatDoesNotCompute() {
        serve("1", small);
        var unused = models.attempt(served("2", large), new BrokenClassifier(), OptionalDouble.empty());
        inference.start();

        Outcome outcome = classify().join();

        assertThat(((Classified) outcome).model().version()).isEqualTo("1");
        assertThat(budget.heldBytes()).isZero();
    }

    private static BatchMetrics counting(AtomicInteger learned) {
        return new BatchMetrics() {
            @Override
            public void flushed(int size, FlushReason reason, Duration oldestWait) {}

            @Override
            public void learned(Batcher.Pace pace) {
                learned.incrementAndGet();
            }
        };
    }

    /** One more image is announced than comes, so that batches wait until they are full. */
    private void holdBatches() {
        buffer.batcher().expect();
    }

    private void releaseBatches() {
        buffer.batcher().forget();
    }

    private CountDownLatch serve(String version, SizedClassifier classifier) {
        return models.serve(served(version, classifier), classifier);
    }

    private static ServedModel served(String version, SizedClassifier classifier) {
        ImageGeometry geometry = new ImageGeometry(classifier.side, classifier.side);
        return new ServedModel(new ModelIdentity("tiny", version, "sha256:00"), List.of("only"), geometry);
    }

    private CompletableFuture<Outcome> classify() {
        return classify(0);
    }

    private CompletableFuture<Outcome> classify(double place) {
        return classify(Purpose.answer(place));
    }

    private CompletableFuture<Outcome> classify(Purpose purpose) {
        ImageRequest request = new ImageRequest(
                "id",
                "source",
                new Payload.Inline(new byte[] {1}),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
        return pipeline.classify(request, purpose);
    }

    private static String answer(CompletableFuture<Outcome> outcome) {
        Classified classified = (Classified) outcome.join();
        return "version " + classified.model().version() + ": side "
                + Math.round(classified.predictions().get(0).probability()) + " of " + classified.batchSize();
    }

    private DecodeResult decode(byte[] encoded, ImageGeometry geometry) {
        int side = geometry.cropSide();
        if (side == UNDECODABLE_SIDE) {
            throw new IllegalStateException("a bug");
        }
        lastDecoded = new byte[3 * side * side];
        return new DecodeResult.Decoded(new RgbPixels(side, lastDecoded), "fake", 1, 1);
    }

    private static final class BrokenClassifier extends SizedClassifier {

        BrokenClassifier() {
            super(2);
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            throw new IllegalStateException("it does not compute");
        }
    }

    /** Its probability is the side of the image. */
    private static class SizedClassifier implements Classifier {
        private final int side;
        private final ConcurrentLinkedQueue<String> closedBy = new ConcurrentLinkedQueue<>();

        SizedClassifier(int side) {
            this.side = side;
        }

        @Override
        public EngineInfo info() {
            return new EngineInfo("fake", "fp32", "cpu");
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            return images.stream().map(image -> new float[] {image.side()}).toArray(float[][]::new);
        }

        @Override
        public float[][] activations(List<RgbPixels> images, String layer) {
            return classify(images);
        }

        @Override
        public void close() {
            closedBy.add(Thread.currentThread().getName());
        }
    }
}
