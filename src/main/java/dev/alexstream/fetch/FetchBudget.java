package dev.alexstream.fetch;

import java.util.concurrent.CompletableFuture;

/** What one fetch may still take of the time, and what it holds of the memory. */
record FetchBudget(TimeBudget time, BodyRoom memory) {

    /** Completes when there is room for the bytes. Until then the time-out does not run: that others hold the memory is not the host's fault. */
    CompletableFuture<Void> room(long bytes) {
        CompletableFuture<Void> granted = memory.take(bytes);
        if (!granted.isDone()) {
            time.stop();
            Stages.whenDone(granted, (nothing, closed) -> time.go());
        }
        return granted;
    }
}
