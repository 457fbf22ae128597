package dev.alexstream;

import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.image.SpareSquares;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload.Inline;
import dev.alexstream.message.Payload.Reference;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * The way of one request to its outcome: fetch, decode, batch; the inference thread does the rest. Every request ends as exactly one outcome,
 * whatever its bytes are, unless its future is cancelled: then work that has not started is not done.
 */
final class RequestPipeline {

    private static final Logger LOG = Logger.getLogger(RequestPipeline.class);

    /**
     * What the stages share: where prepared images wait, the bytes that all of them may hold, what happens when memory runs out, and where
     * pixels go that were seen.
     */
    record Buffer(Batcher<ImageTask> batcher, IntakeBudget budget, MemoryGuard memory, SpareSquares spares) {

        /** @param pause before work for which memory ran out is done again, without the spares */
        static Buffer of(
                Batcher<ImageTask> batcher, IntakeBudget budget, MemoryGuard.Pause pause, SpareSquares spares) {
            return new Buffer(batcher, budget, new MemoryGuard(pause, spares::letGo), spares);
        }
    }

    private final ImageFetcher fetcher;
    private final DecodeStage decoding;
    private final Executor decodePool;
    private final Buffer buffer;
    private final Ticks ticks;

    RequestPipeline(ImageFetcher fetcher, DecodeStage decoding, Executor decodePool, Buffer buffer, Ticks ticks) {
        this.fetcher = fetcher;
        this.decoding = decoding;
        this.decodePool = decodePool;
        this.buffer = buffer;
        this.ticks = ticks;
    }

    /** Starts work and returns at once. The future never completes exceptionally, except by being cancelled. */
    CompletableFuture<Outcome> classify(ImageRequest request, Purpose purpose) {
        ImageTask task = new ImageTask(request, purpose);
        buffer.batcher().expect();
        var unused = fetch(task)
                .thenCompose(bytes -> decode(task, bytes))
                .whenComplete((nothing, failure) -> batch(task, failure));
        return task.outcome();
    }

    /** Answers empty when the task has its outcome already. */
    private CompletableFuture<Optional<Fetched>> fetch(ImageTask task) {
        if (task.isOver(ticks.wall().instant())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (task.request().payload() instanceof Inline inline) {
            return CompletableFuture.completedFuture(bytes(task, fetcher.inline(inline.bytes())));
        }
        return fetch(task, ((Reference) task.request().payload()).uri());
    }

    private CompletableFuture<Optional<Fetched>> fetch(ImageTask task, URI uri) {
        long started = ticks.nano().getAsLong();
        return fetch(task, uri, 0).thenApply(result -> {
            task.fetched(ticks.nano().getAsLong() - started);
            return bytes(task, result);
        });
    }

    private static Optional<Fetched> bytes(ImageTask task, FetchResult result) {
        if (result instanceof FetchRejected rejected) {
            task.reject(rejected.code(), rejected.reason());
        }
        return result instanceof Fetched fetched ? Optional.of(fetched) : Optional.empty();
    }

    /** @param shortages how often memory ran out for it */
    private CompletableFuture<FetchResult> fetch(ImageTask task, URI uri, int shortages) {
        CompletableFuture<FetchResult> fetching = startFetch(task, uri);
        task.stopWhenOver(fetching);
        return fetching.exceptionallyComposeAsync(failure -> fetchAgain(task, uri, shortages, failure), decodePool);
    }

    /** A fetcher that throws has failed for one request. */
    private CompletableFuture<FetchResult> startFetch(ImageTask task, URI uri) {
        try {
            return fetcher.fetch(uri, task.request().deadline());
        } catch (RuntimeException | OutOfMemoryError failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Nothing waits here for the fetch: it may itself have to wait for the bytes that are decoded next. */
    private CompletableFuture<FetchResult> fetchAgain(ImageTask task, URI uri, int shortages, Throwable failure) {
        if (MemoryGuard.isShortage(failure)) {
            return buffer.memory().awaitOthers(shortages)
                    ? fetch(task, uri, shortages + 1)
                    : CompletableFuture.failedFuture(failure);
        }
        if (!task.outcome().isDone()) {
            LOG.warnf(failure, "a fetch failed in a way that no reference should bring about");
        }
        return CompletableFuture.completedFuture(
                new FetchRejected(ErrorCode.FETCH_FAILED, "the image could not be fetched"));
    }

    private CompletableFuture<Void> decode(ImageTask task, Optional<Fetched> fetched) {
        if (fetched.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        byte[] encoded = fetched.get().bytes();
        buffer.budget().hold(encoded.length);
        try {
            return CompletableFuture.runAsync(() -> decode(task, encoded), decodePool)
                    .whenComplete((nothing, failure) -> release(fetched.get()));
        } catch (RejectedExecutionException closed) {
            release(fetched.get());
            throw closed;
        }
    }

    private void release(Fetched fetched) {
        buffer.budget().release(fetched.bytes().length);
        fetched.release().run();
    }

    private void decode(ImageTask task, byte[] encoded) {
        if (!task.isOver(ticks.wall().instant())) {
            buffer.memory().run(() -> {
                decoding.decode(task, encoded);
                return task;
            });
        }
    }

    private void batch(ImageTask task, Throwable failure) {
        if (failure != null && !task.outcome().isDone()) {
            fail(task, failure);
        }
        task.shadow().ifPresent(shadow -> {
            buffer.batcher().expect();
            queue(shadow);
        });
        queue(task);
    }

    private void queue(ImageTask task) {
        if (task.hasPixels()) {
            buffer.budget().hold(task.pixels().data().length);
            buffer.batcher().offer(task);
        } else {
            task.giveModelBack();
            buffer.batcher().forget();
        }
    }

    /** Only what the image itself may have brought about is held against it. */
    private void fail(ImageTask task, Throwable failure) {
        if (MemoryGuard.isShortage(failure)) {
            buffer.memory().exhaust(failure);
            task.abandon();
        } else if (isRefusal(failure)) {
            task.abandon();
        } else {
            LOG.warnf(failure, "request failed in preparation, which no image should bring about");
            task.reject(ErrorCode.DECODE_FAILED, "the image could not be prepared");
        }
    }

    /** The decode pool takes no more work because the pipeline is closed. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RejectedExecutionException
                || failure.getCause() instanceof RejectedExecutionException;
    }
}
