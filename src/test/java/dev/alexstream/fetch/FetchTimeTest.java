package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.EXPIRED;
import static dev.alexstream.message.ErrorCode.FETCH_FAILED;
import static dev.alexstream.message.ErrorCode.FETCH_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FetchTimeTest {

    private static final URI REFERENCE = URI.create("http://a.example/x");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final ManualTime time = new ManualTime();
    private final ScriptedSource source = new ScriptedSource();
    private final BodyMemory memory = new BodyMemory(1_000);
    private final ImageFetcher fetcher = new BudgetedFetcher(
            new RetryingSource(source, 3, new Backoff(FIRST_PAUSE, () -> 0.5), time),
            new BudgetedFetcher.Limits(Duration.ofSeconds(10), 1_000),
            new BudgetedFetcher.Time(time, time::nanoTime, time),
            memory);

    @Test
    void shouldPauseLongerBeforeEachAttempt() {
        CompletableFuture<FetchResult> result = fetch();

        source.answer(0, new Failed(FETCH_FAILED, "first"));
        time.advance(Duration.ofMillis(149));
        assertThat(source.calls()).hasSize(1);
        time.advance(Duration.ofMillis(1));
        source.answer(1, new Failed(FETCH_FAILED, "second"));
        time.advance(Duration.ofMillis(300));
        source.answer(2, new Answer.Bytes(new byte[3]));

        assertThat(result.join()).isInstanceOf(Fetched.class);
    }

    @Test
    void shouldReportTheLastFailureWhenNoAttemptIsLeft() {
        CompletableFuture<FetchResult> result = fetch();

        for (int i = 0; i < 3; i++) {
            source.answer(i, new Failed(FETCH_FAILED, "failure " + i));
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(result.join()).isEqualTo(new FetchRejected(FETCH_FAILED, "failure 2"));
        assertThat(source.calls()).hasSize(3);
    }

    @Test
    void shouldHoldAShortageOfMemoryAgainstNoReference() {
        CompletableFuture<FetchResult> result = fetch();

        source.calls().get(0).answer().completeExceptionally(new OutOfMemoryError());

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void shouldNotRepeatWhatIsRefused() {
        CompletableFuture<FetchResult> result = fetch();

        source.answer(0, new Refused(FETCH_FAILED, "no"));

        assertThat(result.join()).isEqualTo(new FetchRejected(FETCH_FAILED, "no"));
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        CompletableFuture<FetchResult> result = fetch();

        source.answer(0, new Failed(FETCH_FAILED, "busy", Optional.of(Duration.ofSeconds(7))));
        time.advance(Duration.ofMillis(6_999));
        assertThat(source.calls()).hasSize(1);
        time.advance(Duration.ofMillis(1));

        assertThat(source.calls()).hasSize(2);
        assertThat(result).isNotDone();
    }

    @Test
    void shouldGiveUpAtOnceWhereTheServerAsksForMoreThanIsLeft() {
        CompletableFuture<FetchResult> result = fetch();

        source.answer(0, new Failed(FETCH_FAILED, "busy", Optional.of(Duration.ofSeconds(10))));

        assertThat(result.join()).isEqualTo(new FetchRejected(FETCH_FAILED, "busy"));
        assertThat(time.waiting()).isZero();
    }

    @Test
    void shouldEndAHangingTransferWithTheTimeout() {
        CompletableFuture<FetchResult> result = fetch();

        time.advance(Duration.ofSeconds(10));

        assertRejected(result, FETCH_TIMEOUT);
        assertThat(source.calls().get(0).answer()).isCancelled();
    }

    @Test
    void shouldStopTheTimeoutWhileATransferWaitsForMemory() {
        BodyMemory.Room others = memory.ask("others", 1_000).join();
        CompletableFuture<FetchResult> result = fetch();
        time.advance(Duration.ofSeconds(9));
        CompletableFuture<Void> room = source.calls().get(0).budget().room(500);

        time.advance(Duration.ofMinutes(5));
        assertThat(result).isNotDone();
        others.giveBack();
        assertThat(room).isCompleted();
        time.advance(Duration.ofMillis(999));
        assertThat(result).isNotDone();
        time.advance(Duration.ofMillis(1));

        assertRejected(result, FETCH_TIMEOUT);
        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void shouldNotStopTheRequestsDeadlineWhileATransferWaitsForMemory() {
        BodyMemory.Room others = memory.ask("others", 1_000).join();
        CompletableFuture<FetchResult> result =
                fetcher.fetch(REFERENCE, Optional.of(time.instant().plusSeconds(30)));
        CompletableFuture<Void> room = source.calls().get(0).budget().room(500);

        time.advance(Duration.ofSeconds(30));

        assertRejected(result, EXPIRED);
        assertThat(room).isCompletedExceptionally();
        others.giveBack();
        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void shouldEndAHangingTransferWithTheRequestsDeadlineWhereThatIsEarlier() {
        CompletableFuture<FetchResult> result =
                fetcher.fetch(REFERENCE, Optional.of(time.instant().plusSeconds(3)));

        time.advance(Duration.ofSeconds(3));

        assertRejected(result, EXPIRED);
        assertThat(source.calls().get(0).answer()).isCancelled();
    }

    @Test
    void shouldNotEvenStartPastTheDeadline() {
        CompletableFuture<FetchResult> result = fetcher.fetch(REFERENCE, Optional.of(time.instant()));

        assertRejected(result, EXPIRED);
        assertThat(source.calls()).isEmpty();
    }

    @Test
    void shouldTakeADeadlineFarBeyondAllArithmetic() {
        CompletableFuture<FetchResult> result = fetcher.fetch(REFERENCE, Optional.of(Instant.MAX));

        time.advance(Duration.ofSeconds(10));

        assertRejected(result, FETCH_TIMEOUT);
    }

    @Test
    void shouldStopTheTransferAndForgetItsTimersWhenCancelled() {
        CompletableFuture<FetchResult> result =
                fetcher.fetch(REFERENCE, Optional.of(time.instant().plusSeconds(3)));

        result.cancel(true);

        assertThat(source.calls().get(0).answer()).isCancelled();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void shouldNotTryAgainWhenCancelledDuringThePause() {
        CompletableFuture<FetchResult> result = fetch();
        source.answer(0, new Failed(FETCH_FAILED, "first"));

        result.cancel(true);
        time.advance(Duration.ofSeconds(1));

        assertThat(source.calls()).hasSize(1);
    }

    @Test
    void shouldTurnASourceThatBreaksIntoARejection() {
        CompletableFuture<FetchResult> result = fetch();

        source.calls().get(0).answer().completeExceptionally(new IllegalStateException("secret"));

        assertRejected(result, FETCH_FAILED);
    }

    private CompletableFuture<FetchResult> fetch() {
        return fetcher.fetch(REFERENCE, Optional.empty());
    }

    private static void assertRejected(CompletableFuture<FetchResult> result, ErrorCode code) {
        assertThat(result).isDone();
        assertThat(result.join()).isInstanceOfSatisfying(FetchRejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(code);
            assertThat(rejected.reason()).doesNotContain("secret").endsWith(".");
        });
    }
}
