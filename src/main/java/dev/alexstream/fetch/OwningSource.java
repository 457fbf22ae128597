package dev.alexstream.fetch;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Closes with the source what only it uses. */
final class OwningSource implements Source {

    private final Source source;
    private final Runnable release;

    OwningSource(Source source, Runnable release) {
        this.source = source;
        this.release = release;
    }

    @Override
    public CompletableFuture<Answer> get(URI reference, FetchBudget budget) {
        return source.get(reference, budget);
    }

    @Override
    public void close() {
        source.close();
        release.run();
    }
}
