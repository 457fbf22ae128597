package dev.alexstream.fetch;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A place that bytes come from, or a quality added to one. Its calls never block. */
interface Source extends AutoCloseable {

    /** Cancelling the future stops the work behind it. The work itself does not watch the budget, it only may look at it. */
    CompletableFuture<Answer> get(URI reference, FetchBudget budget);

    @Override
    default void close() {}
}
