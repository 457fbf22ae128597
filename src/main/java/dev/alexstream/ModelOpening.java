package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.model.LoadedModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Compiles models and lets them answer once, beside whatever else computes. Each on a thread of its own, which ends: the native libraries keep
 * threads for every thread that ever computed.
 *
 * <p>A model is ready for every size of batch up to the largest that has left so far, so that no batch waits for a compiler when it takes over
 * from another. The first model of a process is ready sooner, and prepares for each size when it comes up.
 *
 * @param largestBatch that has left so far; 0 before the first
 */
record ModelOpening(Function<LoadedModel, Classifier> compiler, IntSupplier largestBatch) {

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
     * @throws RuntimeException what keeps it from computing
     */
    Classifier open(LoadedModel model) {
        CompletableFuture<Classifier> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(model, opened), "alexstream-open-model");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void open(LoadedModel model, CompletableFuture<Classifier> opened) {
        try {
            opened.complete(prepared(compiler.apply(model)));
        } catch (Throwable e) {
            opened.completeExceptionally(e);
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
}
