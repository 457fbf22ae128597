package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ImageFacts;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Classified.Timing;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Rejected;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers each request after a short random delay, on two other threads; values that begin with "bad" are rejected. */
public final class FakeClassification implements RequestHandler {

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "fake-classification");
        thread.setDaemon(true);
        return thread;
    });
    private final Random random;
    private final int maxDelayMillis;

    public FakeClassification(long seed, int maxDelayMillis) {
        this.random = new Random(seed);
        this.maxDelayMillis = maxDelayMillis;
    }

    @Override
    public CompletableFuture<Outcome> handle(InboundRecord request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        var unused = threads.schedule(
                () -> outcome.complete(answer(request)), random.nextInt(maxDelayMillis + 1), TimeUnit.MILLISECONDS);
        return outcome;
    }

    public static Outcome answer(InboundRecord request) {
        String value = new String(request.value(), UTF_8);
        return value.startsWith("bad") ? new Rejected(ErrorCode.SCHEMA, "It is bad.") : result(value);
    }

    public static Classified result(String id) {
        return new Classified(
                id,
                "test:" + id,
                List.of(new Prediction("daffodil", 0, 1.0)),
                new ModelIdentity("fake", "1", "sha256:0"),
                new ImageFacts("0", "jpeg", 1, 1, 1),
                new Timing(0, 0, 0, 0),
                1);
    }
}
