package dev.alexstream.fetch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Waits without a thread. */
@FunctionalInterface
interface Timer {

    /** Completes once the delay is over; cancelling it forgets the wait. */
    CompletableFuture<Void> after(Duration delay);

    static Timer on(ScheduledExecutorService scheduler) {
        return delay -> {
            CompletableFuture<Void> over = new CompletableFuture<>();
            ScheduledFuture<?> wait =
                    scheduler.schedule(() -> over.complete(null), delay.toNanos(), TimeUnit.NANOSECONDS);
            Stages.whenDone(over, (nothing, cancelled) -> {
                if (cancelled != null) {
                    wait.cancel(false);
                }
            });
            return over;
        };
    }
}
