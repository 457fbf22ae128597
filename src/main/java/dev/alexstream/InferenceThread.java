package dev.alexstream;

import dev.alexstream.batch.Batch;
import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Bisection;
import dev.alexstream.batch.Bisection.Attempt;
import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineHealth;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The one thread that computes. It opens the classifier, takes batches, completes their tasks and closes the classifier, so native memory and
 * native thread pools are only ever touched from here.
 */
final class InferenceThread implements EngineHealth {

    private static final Logger LOG = Logger.getLogger(InferenceThread.class);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    /** Who is told about what happens here. */
    record Observers(BatchMetrics batches, EngineMetrics engine) {}

    private final RequestPipeline.Buffer buffer;
    private Supplier<Classifier> opener;
    private final ServedModel model;
    private final Observers observers;
    private final Ticks ticks;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "alexstream-inference");
    private volatile long movedNanos;
    private volatile boolean busy;

    InferenceThread(
            RequestPipeline.Buffer buffer,
            Supplier<Classifier> opener,
            ServedModel model,
            Observers observers,
            Ticks ticks) {
        this.buffer = buffer;
        this.opener = opener;
        this.model = model;
        this.observers = observers;
        this.ticks = ticks;
    }

    /** Returns when the classifier is open, which includes a first answer; throws what stopped it. */
    void start() {
        thread.setDaemon(true);
        thread.start();
        try {
            opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The batcher must be closed first: then the thread ends by itself after what is queued. */
    void join(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
    }

    @Override
    public boolean ready() {
        return opened.isDone()
                && !opened.isCompletedExceptionally()
                && thread.isAlive()
                && !buffer.memory().exhausted();
    }

    @Override
    public boolean live() {
        boolean hasWork = busy || buffer.batcher().queued() > 0;
        long idleNanos = ticks.nano().getAsLong() - movedNanos;
        boolean stuck = hasWork && idleNanos > STUCK_AFTER.toNanos();
        return !opened.isDone()
                || (thread.isAlive() && !stuck && !buffer.memory().exhausted());
    }

    private void run() {
        try (Classifier classifier = open()) {
            observers.engine().compiled(classifier.info());
            movedNanos = ticks.nano().getAsLong();
            opened.complete(null);
            classifyUntilClosed(classifier);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            if (!opened.completeExceptionally(e)) {
                LOG.error("the inference thread has died; the worker must be restarted", e);
            }
        }
    }

    /** Once: the opener, and the model's weights with it, are let go. */
    private Classifier open() {
        Supplier<Classifier> once = opener;
        opener = null;
        return once.get();
    }

    private void classifyUntilClosed(Classifier classifier) throws InterruptedException {
        for (Optional<Batch<ImageTask>> batch = buffer.batcher().take();
                batch.isPresent();
                batch = buffer.batcher().take()) {
            busy = true;
            movedNanos = ticks.nano().getAsLong();
            classify(classifier, batch.get());
            movedNanos = ticks.nano().getAsLong();
            busy = false;
        }
    }

    private void classify(Classifier classifier, Batch<ImageTask> batch) {
        List<ImageTask> tasks = batch.items().stream()
                .filter(task -> !task.isOver(ticks.wall().instant()))
                .toList();
        observers.batches().flushed(tasks.size(), batch.reason(), Duration.ofNanos(batch.oldestWaitNanos()));
        long started = ticks.nano().getAsLong();
        List<Attempt<float[]>> attempts = tasks.isEmpty() ? List.of() : attempts(tasks, classifier);
        long nanos = ticks.nano().getAsLong() - started;
        batch.items().forEach(this::dropPixels);
        for (int i = 0; i < tasks.size(); i++) {
            complete(tasks.get(i), attempts.get(i), started, nanos);
        }
    }

    private void dropPixels(ImageTask task) {
        buffer.budget().release(task.pixels().data().length);
        task.dropPixels();
    }

    private List<Attempt<float[]>> attempts(List<ImageTask> tasks, Classifier classifier) {
        List<Attempt<float[]>> attempts =
                Bisection.run(tasks, part -> buffer.memory().beside(() -> probabilities(part, classifier)));
        for (int i = 0; i < tasks.size(); i++) {
            attempts.set(i, withMemory(attempts.get(i), tasks.get(i), classifier));
        }
        return attempts;
    }

    /** An image for which memory ran out, even without its neighbours, is tried again while nothing is decoded either. */
    private Attempt<float[]> withMemory(Attempt<float[]> attempt, ImageTask task, Classifier classifier) {
        if (!isShortage(attempt)) {
            return attempt;
        }
        try {
            List<float[]> rows = buffer.memory().again(() -> probabilities(List.of(task), classifier));
            return new Attempt.Done<>(rows.get(0), 1);
        } catch (RuntimeException | OutOfMemoryError failure) {
            return new Attempt.Failed<>(failure);
        }
    }

    private static boolean isShortage(Attempt<float[]> attempt) {
        return attempt instanceof Attempt.Failed<float[]> failed && MemoryGuard.isShortage(failed.cause());
    }

    private List<float[]> probabilities(List<ImageTask> tasks, Classifier classifier) {
        long started = ticks.nano().getAsLong();
        float[][] rows =
                classifier.classify(tasks.stream().map(ImageTask::pixels).toList());
        Duration took = Duration.ofNanos(ticks.nano().getAsLong() - started);
        observers.engine().ran(took);
        observers.batches().learned(buffer.batcher().ran(tasks.size(), took));
        return Arrays.asList(rows);
    }

    private void complete(ImageTask task, Attempt<float[]> attempt, long started, long nanos) {
        if (attempt instanceof Attempt.Done<float[]> done && isFinite(done.value())) {
            task.outcome().complete(classified(task, done, started, nanos));
        } else if (isShortage(attempt)) {
            task.abandon();
        } else {
            if (attempt instanceof Attempt.Failed<float[]> failed) {
                LOG.warnf("the engine failed for one image: %s", failed.cause());
            }
            task.reject(ErrorCode.INFERENCE_FAILED, "the engine gave no answer for this image alone");
        }
    }

    private Classified classified(ImageTask task, Attempt.Done<float[]> done, long started, long nanos) {
        ImageRequest request = task.request();
        return new Classified(
                request.id(),
                request.source(),
                model.predictions(done.value(), request.topK().orElse(ServedModel.DEFAULT_TOP_K)),
                model.identity(),
                task.facts(),
                task.timing(started, nanos),
                done.batchSize());
    }

    private static boolean isFinite(float[] probabilities) {
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                return false;
            }
        }
        return true;
    }
}
