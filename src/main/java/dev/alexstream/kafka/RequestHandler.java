package dev.alexstream.kafka;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import java.util.concurrent.CompletableFuture;

/** Turns requests into outcomes. */
@FunctionalInterface
public interface RequestHandler {

    /**
     * Called on the Kafka thread; returns at once. The future never completes exceptionally but by cancellation, which stops work that
     * has not started.
     */
    CompletableFuture<Outcome> handle(InboundRecord request);
}
