package dev.alexstream.fetch;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Gives each fetch its time and ends it when that is over, whatever its source is doing. */
final class BudgetedFetcher implements ImageFetcher {

    private static final Logger LOG = Logger.getLogger(BudgetedFetcher.class);
    private static final Duration NO_DEADLINE = Duration.ofDays(365);

    /** How long one fetch may take, and how many bytes one image may have. */
    record Limits(Duration timeout, long maxBytes) {}

    /** Where time comes from. */
    record Time(Clock clock, LongSupplier nanoTime, Timer timer) {}

    private final Source source;
    private final Limits limits;
    private final Time time;
    private final BodyMemory memory;

    BudgetedFetcher(Source source, Limits limits, Time time, BodyMemory memory) {
        this.source = source;
        this.limits = limits;
        this.time = time;
        this.memory = memory;
    }

    @Override
    public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
        CompletableFuture<FetchResult> result = new CompletableFuture<>();
        Duration left = deadline.map(this::until).orElse(NO_DEADLINE);
        if (left.isZero()) {
            result.complete(new FetchRejected(ErrorCode.EXPIRED, "The request's deadline has passed."));
            return result;
        }
        Alarm alarm = new Alarm(result);
        TimeBudget budget = new TimeBudget(time.nanoTime(), limits.timeout(), left, alarm::set);
        alarm.budget = budget;
        if (deadline.isPresent()) {
            alarm.set(left);
        }
        BodyRoom room = new BodyRoom(memory, LimitedSource.hostOf(reference));
        start(reference, new FetchBudget(budget, room), result);
        return result;
    }

    @Override
    public FetchResult inline(byte[] bytes) {
        return bytes.length <= limits.maxBytes()
                ? new Fetched(bytes)
                : ResponseHead.tooLarge(limits.maxBytes()).asResult(() -> {});
    }

    private void start(URI reference, FetchBudget budget, CompletableFuture<FetchResult> result) {
        BodyRoom room = budget.memory();
        Stages.whenDone(result, (value, cancelled) -> {
            if (!(value instanceof Fetched)) {
                room.close();
            }
        });
        CompletableFuture<Answer> answer = source.get(reference, budget);
        Stages.whenDone(answer, (value, failure) -> finish(result, room, value, failure));
        Stages.whenDone(result, (value, cancelled) -> answer.cancel(true));
    }

    /** Memory that ran out says nothing about the reference. */
    private static void finish(CompletableFuture<FetchResult> result, BodyRoom room, Answer value, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            result.completeExceptionally(failure);
        } else {
            result.complete(failure == null ? value.asResult(room::close) : unexpected(failure));
        }
    }

    private static FetchResult unexpected(Throwable failure) {
        LOG.debug("A fetch broke", failure);
        return new FetchRejected(
                ErrorCode.FETCH_FAILED,
                "The fetch broke unexpectedly (" + failure.getClass().getSimpleName() + ").");
    }

    private Duration until(Instant deadline) {
        Instant now = time.clock().instant();
        if (!deadline.isAfter(now)) {
            return Duration.ZERO;
        }
        return deadline.isAfter(now.plus(NO_DEADLINE)) ? NO_DEADLINE : Duration.between(now, deadline);
    }

    @Override
    public void close() {
        source.close();
    }

    /** Ends the fetch when its time is over; forgotten with it. */
    private final class Alarm {
        private final CompletableFuture<FetchResult> result;
        private volatile TimeBudget budget;

        Alarm(CompletableFuture<FetchResult> result) {
            this.result = result;
        }

        void set(Duration delay) {
            CompletableFuture<Void> over = time.timer().after(delay);
            Stages.whenDone(over, (nothing, cancelled) -> {
                if (cancelled == null && budget.remaining().isZero()) {
                    result.complete(budget.exhausted());
                }
            });
            Stages.whenDone(result, (value, cancelled) -> over.cancel(false));
        }
    }
}
