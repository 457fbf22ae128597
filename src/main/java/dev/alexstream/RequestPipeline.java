package dev.alexstream;

import dev.alexstream.batch.Batcher;
import dev.alexstream.batch.IntakeBudget;
import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Payload.Inline;
import dev.alexstream.message.Payload.Reference;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * The way of one request to its outcome: fetch, decode, batch; the inference thread does the rest. Every request ends as exactly one outcome,
 * whatever its bytes are, unless its future is cancelled: then work that has not started is not done.
 */
final class RequestPipeline {

    private static final Logger LOG = Logger.getLogger(RequestPipeline.class);

    /** Between the decode pool and the inference thread: where prepared images wait, and the bytes that all of them may hold. */
    record Buffer(Batcher<ImageTask> batcher, IntakeBudget budget) {}

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
    CompletableFuture<Outcome> classify(ImageRequest request) {
        ImageTask task = new ImageTask(request);
        buffer.batcher().expect();
        var unused = fetch(task)
                .thenCompose(bytes -> decode(task, bytes))
                .whenComplete((nothing, failure) -> batch(task, failure));
        return task.outcome();
    }

    /** Answers empty when the task has its outcome already. */
    private CompletableFuture<Optional<byte[]>> fetch(ImageTask task) {
        if (task.isOver(ticks.wall().instant())) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (task.request().payload() instanceof Inline inline) {
            return CompletableFuture.completedFuture(Optional.of(inline.bytes()));
        }
        return fetch(task, ((Reference) task.request().payload()).uri());
    }

    private CompletableFuture<Optional<byte[]>> fetch(ImageTask task, URI uri) {
        long started = ticks.nano().getAsLong();
        var fetching = fetcher.fetch(uri, task.request().deadline());
        var unused = task.outcome().whenComplete((outcome, cancelled) -> fetching.cancel(true));
        return fetching.thenApply(result -> {
            task.fetched(ticks.nano().getAsLong() - started);
            if (result instanceof FetchRejected rejected) {
                task.reject(rejected.code(), rejected.reason());
            }
            return result instanceof Fetched fetched ? Optional.of(fetched.bytes()) : Optional.empty();
        });
    }

    private CompletableFuture<Void> decode(ImageTask task, Optional<byte[]> bytes) {
        return bytes.map(encoded -> CompletableFuture.runAsync(holding(encoded, task), decodePool))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private Runnable holding(byte[] encoded, ImageTask task) {
        buffer.budget().hold(encoded.length);
        return () -> {
            try {
                if (!task.isOver(ticks.wall().instant())) {
                    decoding.decode(task, encoded);
                }
            } finally {
                buffer.budget().release(encoded.length);
            }
        };
    }

    private void batch(ImageTask task, Throwable failure) {
        if (failure != null && !task.outcome().isDone()) {
            LOG.warnf(failure, "request failed in preparation, which no image should bring about");
            task.reject(ErrorCode.DECODE_FAILED, "the image could not be prepared");
        }
        if (task.hasPixels()) {
            buffer.budget().hold(task.pixels().data().length);
            buffer.batcher().offer(task);
        } else {
            buffer.batcher().forget();
        }
    }
}
