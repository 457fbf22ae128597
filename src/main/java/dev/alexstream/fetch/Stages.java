package dev.alexstream.fetch;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Work in several asynchronous stages, one at a time: cancelling the result cancels the stage that runs. */
final class Stages<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile CompletableFuture<?> running = CompletableFuture.completedFuture(null);

    Stages() {
        whenDone(result, (value, failure) -> {
            if (result.isCancelled()) {
                running.cancel(true);
            }
        });
    }

    CompletableFuture<T> result() {
        return result;
    }

    void complete(T value) {
        result.complete(value);
    }

    /** Nothing is done with the stage's value once the result is there. */
    <S> void then(CompletableFuture<S> stage, Consumer<S> next) {
        running = stage;
        if (result.isDone()) {
            stage.cancel(true);
            return;
        }
        whenDone(stage, (value, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.isDone()) {
                proceed(value, next);
            }
        });
    }

    /** For effects alone: the action must not throw, and nothing waits for it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static <S> void whenDone(CompletableFuture<S> stage, BiConsumer<? super S, ? super Throwable> action) {
        stage.whenComplete(action);
    }

    private <S> void proceed(S value, Consumer<S> next) {
        try {
            next.accept(value);
        } catch (RuntimeException broken) {
            result.completeExceptionally(broken);
        }
    }
}
