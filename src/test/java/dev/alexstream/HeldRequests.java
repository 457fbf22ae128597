package dev.alexstream;

import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.RequestHandler;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers nothing until it is told; from then on at once. */
final class HeldRequests implements RequestHandler {

    private final Map<InboundRecord, CompletableFuture<Outcome>> held = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();
    private volatile boolean released;

    @Override
    public CompletableFuture<Outcome> handle(InboundRecord request) {
        if (released) {
            return CompletableFuture.completedFuture(FakeClassification.answer(request));
        }
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        held.put(request, outcome);
        most.accumulateAndGet(held.size(), Math::max);
        return outcome;
    }

    int count() {
        return held.size();
    }

    int most() {
        return most.get();
    }

    long cancelled() {
        return held.values().stream().filter(CompletableFuture::isCancelled).count();
    }

    void releaseAll() {
        released = true;
        held.forEach((request, outcome) -> outcome.complete(FakeClassification.answer(request)));
    }

    void releaseAllIn(Duration delay) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::releaseAll);
    }
}
