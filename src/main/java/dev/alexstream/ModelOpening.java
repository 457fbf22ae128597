package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.model.LoadedModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Compiles models and lets them answer once, beside whatever else computes. Each on a thread of its own, which ends: the native libraries keep
 * threads for every thread that ever computed.
 */
record ModelOpening(EngineConfig config) {

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
            opened.complete(Classifiers.open(
                    model.architecture(),
                    model.weights(),
                    model.manifest().preprocessing(),
                    model.manifest().activationRanges(),
                    config));
        } catch (Throwable e) {
            opened.completeExceptionally(e);
        }
    }
}
