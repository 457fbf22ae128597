package dev.alexstream;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.Timing;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.Shadowed;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One request on its way. Each stage writes its own fields and hands the task to the next through a queue or an executor, so no two threads
 * hold it at once; only {@link #outcome} may be cancelled from outside, at any time.
 */
final class ImageTask {

    private final ImageRequest request;
    private final Purpose purpose;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private long fetchNanos;
    private long decodeNanos;
    private long decodedAtNanos;
    private RgbPixels pixels;
    private boolean sharesPixels;
    private ImageFacts facts;
    private LeasedModel model;
    private ImageTask shadow;

    ImageTask(ImageRequest request, Purpose purpose) {
        this.request = request;
        this.purpose = purpose;
    }

    /** The same image on its way through another model. It counts on the model, and is given up as soon as this task has its outcome. */
    private ImageTask(ImageTask main, LeasedModel model) {
        this(main.request, main.purpose);
        this.model = model;
        this.fetchNanos = main.fetchNanos;
        var unused = main.outcome.whenComplete((ended, failure) -> outcome.cancel(false));
    }

    ImageRequest request() {
        return request;
    }

    Purpose purpose() {
        return purpose;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    RgbPixels pixels() {
        return pixels;
    }

    ImageFacts facts() {
        return facts;
    }

    /** The model that serves when this is first asked; it stays there for this task until {@link #giveModelBack}. */
    LeasedModel model(ServingModels models) {
        if (model == null) {
            model = models.lease(purpose);
        }
        return model;
    }

    /** The model that the pixels were made for. */
    LeasedModel model() {
        return model;
    }

    /** When nothing more is to be computed for this task. */
    void giveModelBack() {
        if (model != null) {
            model.giveBack();
            model = null;
        }
    }

    /** Cancels the work when the task has its outcome; keeps nothing of the work's result. */
    void stopWhenOver(CompletableFuture<?> work) {
        var running = new AtomicReference<CompletableFuture<?>>(work);
        var unused = outcome.whenComplete(
                (ended, cancelled) -> Optional.ofNullable(running.get()).ifPresent(left -> left.cancel(true)));
        var unusedEither = work.whenComplete((result, failure) -> running.set(null));
    }

    void fetched(long nanos) {
        fetchNanos = nanos;
    }

    void decoded(RgbPixels decodedPixels, ImageFacts imageFacts, long startedNanos, long finishedNanos) {
        pixels = decodedPixels;
        facts = imageFacts;
        decodeNanos = finishedNanos - startedNanos;
        decodedAtNanos = finishedNanos;
    }

    /** What a challenger is to be asked beside the model that answers; asked for once, it stays. */
    Optional<ImageTask> shadow(ServingModels models) {
        if (shadow == null) {
            shadow = models.leaseBeside(purpose)
                    .map(leased -> new ImageTask(this, leased))
                    .orElse(null);
        }
        return shadow();
    }

    Optional<ImageTask> shadow() {
        return Optional.ofNullable(shadow);
    }

    /** Of an image that another task has decoded. */
    void decodedLike(ImageTask other) {
        pixels = other.pixels;
        sharesPixels = true;
        other.sharesPixels = true;
        facts = other.facts;
        decodeNanos = other.decodeNanos;
        decodedAtNanos = other.decodedAtNanos;
    }

    /** The outcome comes when the shadow, which is in the same batch or the one before, has ended in whatever way. */
    void answer(Classified answer) {
        if (shadow == null) {
            outcome.complete(answer);
            return;
        }
        var unused = shadow.outcome.whenComplete((said, failure) ->
                outcome.complete(said instanceof Classified classified ? new Shadowed(answer, classified) : answer));
    }

    void reject(ErrorCode code, String reason) {
        outcome.complete(new Rejected(code, reason));
    }

    /** It gets no outcome here: whoever waits for it learns that it was not classified, and its request can be read again. */
    void abandon() {
        outcome.cancel(false);
    }

    /**
     * The pixels are the largest thing that a task holds; they go as soon as the network has seen them.
     *
     * @return what nobody else holds
     */
    Optional<RgbPixels> dropPixels() {
        Optional<RgbPixels> own = sharesPixels ? Optional.empty() : Optional.of(pixels);
        pixels = null;
        return own;
    }

    boolean hasPixels() {
        return pixels != null;
    }

    /** Nobody waits for it any more, or its deadline has passed: then it is rejected here. */
    boolean isOver(Instant now) {
        request.deadline()
                .filter(deadline -> deadline.isBefore(now))
                .ifPresent(deadline -> reject(ErrorCode.EXPIRED, "the deadline " + deadline + " has passed"));
        return outcome.isDone();
    }

    Timing timing(long inferenceStartedNanos, long inferenceNanos) {
        return new Timing(
                millis(fetchNanos),
                millis(decodeNanos),
                millis(inferenceStartedNanos - decodedAtNanos),
                millis(inferenceNanos));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
