package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.FETCH_FAILED;
import static dev.alexstream.message.ErrorCode.FETCH_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.Answer.Bytes;
import dev.alexstream.fetch.Answer.Failed;
import dev.alexstream.fetch.Answer.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FetchLimitsTest {

    private static final Bytes BYTES = new Bytes(new byte[1]);

    private final ManualTime time = new ManualTime();
    private final ScriptedSource source = new ScriptedSource();
    private final HostQueues queues = new HostQueues(2, 5, Duration.ofSeconds(10), time::nanoTime);
    private final BodyMemory memory = new BodyMemory(1_000_000);
    private final Source limited = new LimitedSource(source, queues);

    @Test
    void shouldRunOnlySoManyCallsOfOneHost() {
        List<CompletableFuture<Answer>> calls = get("a", 5);

        assertThat(source.calls()).hasSize(2);
        source.answer(0, BYTES);

        assertThat(source.calls()).hasSize(3);
        assertThat(calls.get(0)).isCompletedWithValue(BYTES);
    }

    @Test
    void shouldNotLetAHostThatHangsHoldTheOthersUp() {
        get("hangs", 1_000);
        List<CompletableFuture<Answer>> others = get("works", 50);

        for (int i = 2; i < source.calls().size(); i++) {
            source.answer(i, BYTES);
        }

        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldTakeHostsInTurnWhereThereIsNotRoomForAll() {
        get("a", 4);
        get("b", 4);
        get("c", 4);
        get("d", 1);
        assertThat(started()).containsExactly("a", "a", "b", "b", "c");

        source.answer(0, BYTES);
        source.answer(1, BYTES);
        source.answer(2, BYTES);

        assertThat(started().subList(5, 8)).containsExactlyInAnyOrder("c", "d", "a");
    }

    @Test
    void shouldCountHostNamesWithoutRegardToCase() {
        get("a", 2);
        get("A", 1);

        assertThat(source.calls()).hasSize(2);
    }

    @Test
    void shouldSkipCallsThatWereCancelledWhileTheyWaited() {
        List<CompletableFuture<Answer>> calls = get("a", 4);

        calls.get(2).cancel(true);
        source.answer(0, BYTES);

        assertThat(source.calls()).hasSize(3);
        assertThat(source.calls().get(2).reference().getPath()).isEqualTo("/3");
    }

    @Test
    void shouldFreeTheSlotOfACancelledCall() {
        List<CompletableFuture<Answer>> calls = get("a", 3);

        calls.get(0).cancel(true);

        assertThat(source.calls()).hasSize(3);
        assertThat(source.calls().get(0).answer()).isCancelled();
    }

    @Test
    void shouldGiveUpTheQueueOfAHostThatAnswersNobody() {
        List<CompletableFuture<Answer>> calls = get("hangs", 100);

        time.advance(Duration.ofSeconds(10));
        calls.get(0).cancel(true);

        assertThat(calls.subList(2, 100)).allSatisfy(call -> assertThat(call.join())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(FETCH_TIMEOUT)));
        assertThat(calls.get(1)).isNotDone();
    }

    @Test
    void shouldKeepTheQueueOfAHostThatIsSlowButAnswers() {
        List<CompletableFuture<Answer>> calls = get("slow", 100);

        time.advance(Duration.ofSeconds(9));
        source.answer(0, new Failed(FETCH_FAILED, "busy"));
        time.advance(Duration.ofSeconds(9));
        source.answer(1, new Failed(FETCH_TIMEOUT, "no connection"));

        assertThat(calls.subList(2, 100)).noneMatch(CompletableFuture::isDone);
        assertThat(source.calls()).hasSize(4);
    }

    @Test
    void shouldKeepTheSlotOfACallUntilThereIsRoomForItsBytes() {
        BodyMemory.Room others = memory.ask("others", 1_000_000).join();
        List<CompletableFuture<Answer>> calls = get("a", 3);

        source.answer(0, BYTES);
        assertThat(calls.get(0)).isNotDone();
        assertThat(source.calls()).hasSize(2);
        others.giveBack();

        assertThat(calls.get(0)).isCompletedWithValue(BYTES);
        assertThat(source.calls()).hasSize(3);
    }

    @Test
    void shouldKeepTheQueueOfAHostWhoseCallsWaitForRoom() {
        BodyMemory.Room others = memory.ask("others", 1_000_000).join();
        List<CompletableFuture<Answer>> calls = get("a", 100);
        source.answer(0, BYTES);

        time.advance(Duration.ofSeconds(10));
        calls.get(1).cancel(true);

        assertThat(calls.subList(2, 100)).noneMatch(CompletableFuture::isDone);
        others.giveBack();
        assertThat(calls.get(0)).isCompletedWithValue(BYTES);
    }

    @Test
    void shouldHoldNoRoomForAnAttemptThatFailed() {
        List<CompletableFuture<Answer>> calls = get("a", 1);
        source.calls().get(0).budget().room(1_000).join();

        source.answer(0, new Failed(FETCH_FAILED, "broken"));

        assertThat(calls.get(0)).isDone();
        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void shouldLetASecondAttemptGoFirst() {
        get("a", 2);
        FetchBudget running = budget();
        running.time().begin();
        get("a", 5);
        var unused = limited.get(URI.create("http://a/again"), running);

        source.answer(0, BYTES);

        assertThat(source.calls().get(2).reference().getPath()).isEqualTo("/again");
    }

    @Test
    void shouldStartTheTimeOfACallWithItsTransferOnly() {
        FetchBudget waiting = budget();
        get("a", 2);
        var unused = limited.get(URI.create("http://a/x"), waiting);

        time.advance(Duration.ofSeconds(30));
        assertThat(waiting.time().hasBegun()).isFalse();
        source.answer(0, BYTES);

        assertThat(waiting.time().hasBegun()).isTrue();
        assertThat(waiting.time().remaining()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void shouldEndAHundredThousandCallsAtOnceWithoutRecursion() {
        Source instant = new LimitedSource((reference, budget) -> CompletableFuture.completedFuture(BYTES), queues);
        get("a", 2);
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            calls.add(instant.get(URI.create("http://a/"), budget()));
        }

        source.answer(0, BYTES);

        assertThat(calls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldFreeTheSlotOfASourceThatThrows() {
        Source throwing = new LimitedSource(
                (reference, budget) -> {
                    throw new IllegalStateException("broken");
                },
                queues);

        for (int i = 0; i < 10; i++) {
            assertThat(throwing.get(URI.create("http://a/"), budget())).isCompletedExceptionally();
        }
    }

    @Test
    void shouldForgetHostsThatHaveNothingToDo() {
        get("a", 3);
        get("b", 1);

        for (int i = 0; i < 4; i++) {
            source.answer(i, BYTES);
        }

        assertThat(queues.hosts()).isZero();
    }

    private List<CompletableFuture<Answer>> get(String host, int count) {
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(limited.get(URI.create("http://" + host + "/" + i), budget()));
        }
        return calls;
    }

    private FetchBudget budget() {
        var timing = new TimeBudget(time::nanoTime, Duration.ofSeconds(10), Duration.ofDays(1), left -> {});
        return new FetchBudget(timing, new BodyRoom(memory, "any"));
    }

    private List<String> started() {
        return source.calls().stream().map(call -> call.reference().getHost()).toList();
    }
}
