package dev.alexstream.cli;

import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.ParsedRequest;
import dev.alexstream.message.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Keeps enough images under way to fill batches, few enough to fit into memory, and hands outcomes on in the order of the sources. */
final class ClassifyQueue {

    private static final int MAX_IMAGES = 256;
    private static final long MAX_BYTES = 128L << 20;

    private final Function<ImageRequest, CompletableFuture<Outcome>> classifier;
    private final BiConsumer<Source, Outcome> sink;
    private final Deque<Pending> underWay = new ArrayDeque<>();
    private long bytes;

    private record Pending(Source source, CompletableFuture<Outcome> outcome, long bytes) {}

    ClassifyQueue(Function<ImageRequest, CompletableFuture<Outcome>> classifier, BiConsumer<Source, Outcome> sink) {
        this.classifier = classifier;
        this.sink = sink;
    }

    void add(Source source, ParsedRequest parsed) {
        Pending pending = start(source, parsed);
        underWay.add(pending);
        bytes += pending.bytes();
        while (underWay.size() >= MAX_IMAGES || bytes >= MAX_BYTES) {
            handOnFirst();
        }
    }

    void finish() {
        while (!underWay.isEmpty()) {
            handOnFirst();
        }
    }

    private Pending start(Source source, ParsedRequest parsed) {
        if (parsed instanceof ParsedRequest.Invalid invalid) {
            return new Pending(source, CompletableFuture.completedFuture(invalid.rejected()), 0);
        }
        ImageRequest request = ((ParsedRequest.Valid) parsed).request();
        long held = request.payload() instanceof Payload.Inline inline ? inline.bytes().length : 0;
        return new Pending(source, classifier.apply(request), held);
    }

    private void handOnFirst() {
        Pending first = underWay.remove();
        bytes -= first.bytes();
        sink.accept(first.source(), outcome(first));
    }

    private static Outcome outcome(Pending pending) {
        try {
            return pending.outcome().join();
        } catch (CancellationException abandoned) {
            throw new CommandFailure(
                    "memory ran out at " + pending.source().display() + "; run it again with more memory", abandoned);
        }
    }
}
