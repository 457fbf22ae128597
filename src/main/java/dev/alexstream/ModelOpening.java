package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.model.LoadedModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Compiles models and lets them answer once, beside whatever else computes. All on one thread: the native libraries keep threads for every
 * thread that ever computed, and glibc keeps freed memory for threads, so that each model left tens of megabytes behind when each had another
 * one.
 *
 * <p>A model is ready for every size of batch up to the largest that has left so far, so that no batch waits for a compiler when it takes over
 * from another. The first model of a process is ready sooner, and prepares for each size when it comes up.
 */
final class ModelOpening implements AutoCloseable {

    private final Function<LoadedModel, Classifier> compiler;
    private final IntSupplier largestBatch;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "alexstream-open-model");
        thread.setDaemon(true);
        return thread;
    });

    /** @param largestBatch that has left so far; 0 before the first */
    ModelOpening(Function<LoadedModel, Classifier> compiler, IntSupplier largestBatch) {
        this.compiler = compiler;
        this.largestBatch = largestBatch;
    }

    static ModelOpening of(EngineConfig config, IntSupplier largestBatch) {
        return new ModelOpening(
                model -> Classifiers.open(
                        model.architecture(),
                        model.weights(),
                        model.manifest().preprocessing(),
                        model.manifest().activationRanges(),
                        config),
                largestBatch);
    }

    /**
     * Returns when it is open.
     *
     * @throws RuntimeException what keeps it from computing, or from being opened after the end
     */
    Classifier open(LoadedModel model) {
        try {
            return CompletableFuture.supplyAsync(() -> prepared(compiler.apply(model)), executor)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Classifier prepared(Classifier classifier) {
        try {
            classifier.prepare(largestBatch.getAsInt());
            return classifier;
        } catch (RuntimeException | Error e) {
            classifier.close();
            throw e;
        }
    }

    /** What is being opened is finished. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
