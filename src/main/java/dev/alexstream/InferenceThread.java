package dev.alexstream;

import dev.alexstream.batch.Batch;
import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Bisection;
import dev.alexstream.batch.Bisection.Attempt;
import dev.alexstream.engine.EngineHealth;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The one thread that computes. It takes batches, completes their tasks, and closes models that nobody uses any more, so a model is only ever
 * touched from here once it serves.
 */
final class InferenceThread implements EngineHealth {

    private static final Logger LOG = Logger.getLogger(InferenceThread.class);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    /** Who is told about what happens here. */
    record Observers(BatchMetrics batches, EngineMetrics engine) {}

    /** What images go through together. */
    private record Company(LeasedModel model, boolean sent) {

        static Company of(ImageTask task) {
            return new Company(task.model(), task.purpose().answers());
        }
    }

    /** Images went through a model together. */
    private record Run(ServedModel model, long startedNanos, long nanos) {}

    private final RequestPipeline.Buffer buffer;
    private final ServingModels models;
    private final Observers observers;
    private final Ticks ticks;
    private final Thread thread = new Thread(this::run, "alexstream-inference");
    private volatile long movedNanos;
    private volatile boolean busy;

    InferenceThread(RequestPipeline.Buffer buffer, ServingModels models, Observers observers, Ticks ticks) {
        this.buffer = buffer;
        this.models = models;
        this.observers = observers;
        this.ticks = ticks;
    }

    void start() {
        movedNanos = ticks.nano().getAsLong();
        thread.setDaemon(true);
        thread.start();
    }

    /** The batcher must be closed first: then the thread ends by itself after what is queued. */
    void join(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
    }

    @Override
    public boolean ready() {
        return models.isServing() && thread.isAlive() && !buffer.memory().exhausted();
    }

    @Override
    public boolean live() {
        boolean hasWork = busy || buffer.batcher().queued() > 0;
        long idleNanos = ticks.nano().getAsLong() - movedNanos;
        boolean stuck = hasWork && idleNanos > STUCK_AFTER.toNanos();
        return thread.isAlive() && !stuck && !buffer.memory().exhausted();
    }

    private void run() {
        try {
            classifyUntilClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            LOG.error("the inference thread has died; the worker must be restarted", e);
        } finally {
            models.end();
        }
    }

    private void classifyUntilClosed() throws InterruptedException {
        for (Optional<Batch<ImageTask>> batch = buffer.batcher().take();
                batch.isPresent();
                batch = buffer.batcher().take()) {
            busy = true;
            movedNanos = ticks.nano().getAsLong();
            if (!batch.get().items().isEmpty()) {
                classify(batch.get());
            }
            models.closeIdle();
            movedNanos = ticks.nano().getAsLong();
            busy = false;
        }
    }

    private void classify(Batch<ImageTask> batch) {
        List<ImageTask> tasks = batch.items().stream()
                .filter(task -> !task.isOver(ticks.wall().instant()))
                .toList();
        observers.batches().flushed(tasks.size(), batch.reason(), Duration.ofNanos(batch.oldestWaitNanos()));
        batch.items().stream().filter(task -> !tasks.contains(task)).forEach(this::letGo);
        inCompany(tasks).forEach(this::classify);
    }

    /**
     * One batch may hold images that were made for different models: around a swap, and while two models share the work. Those that nobody
     * waits for come last.
     */
    private static Map<Company, List<ImageTask>> inCompany(List<ImageTask> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparing(task -> !task.purpose().answers()))
                .collect(Collectors.groupingBy(Company::of, LinkedHashMap::new, Collectors.toList()));
    }

    private void classify(Company company, List<ImageTask> tasks) {
        long started = ticks.nano().getAsLong();
        List<Attempt<float[]>> attempts = attempts(tasks, company);
        Run run = new Run(company.model().served(), started, ticks.nano().getAsLong() - started);
        tasks.forEach(this::letGo);
        for (int i = 0; i < tasks.size(); i++) {
            complete(tasks.get(i), attempts.get(i), run);
        }
    }

    /** The pixels are what takes most room, and the model may be waited for. */
    private void letGo(ImageTask task) {
        dropPixels(task);
        task.giveModelBack();
    }

    private void dropPixels(ImageTask task) {
        buffer.budget().release(task.pixels().data().length);
        task.dropPixels().ifPresent(buffer.spares()::give);
    }

    private List<Attempt<float[]>> attempts(List<ImageTask> tasks, Company company) {
        List<Attempt<float[]>> attempts =
                Bisection.run(tasks, part -> buffer.memory().beside(() -> probabilities(part, company)));
        for (int i = 0; i < tasks.size(); i++) {
            attempts.set(i, withMemory(attempts.get(i), tasks.get(i), company));
        }
        return attempts;
    }

    /** An image for which memory ran out, even without its neighbours, is tried again while nothing is decoded either. */
    private Attempt<float[]> withMemory(Attempt<float[]> attempt, ImageTask task, Company company) {
        if (!isShortage(attempt)) {
            return attempt;
        }
        try {
            List<float[]> rows = buffer.memory().again(() -> probabilities(List.of(task), company));
            return new Attempt.Done<>(rows.get(0), 1);
        } catch (RuntimeException | OutOfMemoryError failure) {
            return new Attempt.Failed<>(failure);
        }
    }

    private static boolean isShortage(Attempt<float[]> attempt) {
        return attempt instanceof Attempt.Failed<float[]> failed && MemoryGuard.isShortage(failed.cause());
    }

    private List<float[]> probabilities(List<ImageTask> tasks, Company company) {
        long started = ticks.nano().getAsLong();
        float[][] rows = company.model()
                .classifier(company.sent())
                .classify(tasks.stream().map(ImageTask::pixels).toList());
        Duration took = Duration.ofNanos(ticks.nano().getAsLong() - started);
        observers.engine().ran(took);
        learn(company.model(), tasks.size(), took);
        return Arrays.asList(rows);
    }

    /** How long images wait follows the model that answers, not one that is tried or was replaced. */
    private void learn(LeasedModel model, int images, Duration took) {
        if (models.answers(model)) {
            observers.batches().learned(buffer.batcher().ran(model, images, took));
        }
    }

    private void complete(ImageTask task, Attempt<float[]> attempt, Run run) {
        if (attempt instanceof Attempt.Done<float[]> done && isFinite(done.value())) {
            task.answer(classified(task, done, run));
        } else if (isShortage(attempt)) {
            task.abandon();
        } else {
            if (attempt instanceof Attempt.Failed<float[]> failed) {
                LOG.warnf("the engine failed for one image: %s", failed.cause());
            }
            task.reject(ErrorCode.INFERENCE_FAILED, "the engine gave no answer for this image alone");
        }
    }

    private static Classified classified(ImageTask task, Attempt.Done<float[]> done, Run run) {
        ImageRequest request = task.request();
        return new Classified(
                request.id(),
                request.source(),
                run.model().predictions(done.value(), request.topK().orElse(ServedModel.DEFAULT_TOP_K)),
                run.model().identity(),
                task.facts(),
                task.timing(run.startedNanos(), run.nanos()),
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
