package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.BodyMemory.Room;
import dev.alexstream.fetch.FetchResult.Fetched;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FetchMemoryTest {

    private static final int MIB = 1 << 20;

    private final ManualTime time = new ManualTime();

    @Test
    void shouldHandOutNoMoreBodiesThanThereIsRoomForAndAllInTheEnd() {
        BodyMemory memory = BodyMemory.within(512L * MIB, 20L * MIB);
        ImageFetcher fetcher = instant(memory, new byte[4 * MIB]);
        Deque<CompletableFuture<FetchResult>> waiting = new ArrayDeque<>();
        Deque<Fetched> toDecode = new ArrayDeque<>();
        for (int i = 0; i < 2_000; i++) {
            waiting.add(fetcher.fetch(URI.create("http://fast.example/" + i), Optional.empty()));
        }

        for (int decoded = 0; decoded < 2_000; decoded++) {
            while (!waiting.isEmpty() && waiting.peek().isDone()) {
                toDecode.add((Fetched) waiting.remove().join());
            }
            assertThat(toDecode).hasSizeBetween(1, 8);
            assertThat(memory.heldBytes()).isLessThanOrEqualTo(32L * MIB);
            toDecode.remove().release().run();
        }

        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void shouldHoldNothingForWhatIsCancelledOrFails() {
        BodyMemory memory = new BodyMemory(100);
        ImageFetcher fetcher = instant(memory, new byte[60]);
        Fetched first = (Fetched) fetch(fetcher, "a").join();
        CompletableFuture<FetchResult> second = fetch(fetcher, "b");
        CompletableFuture<FetchResult> third = fetch(fetcher, "c");

        second.cancel(true);
        assertThat(memory.heldBytes()).isEqualTo(60);
        first.release().run();
        first.release().run();

        assertThat(third).isCompleted();
        assertThat(memory.heldBytes()).isEqualTo(60);
    }

    @Test
    void shouldGiveNoMoreToAHostThatHoldsHalf() {
        BodyMemory memory = new BodyMemory(4);

        List<CompletableFuture<Room>> greedy = ask(memory, "greedy", 10);
        List<CompletableFuture<Room>> modest = ask(memory, "modest", 1);

        assertThat(greedy).filteredOn(CompletableFuture::isDone).hasSize(2);
        assertThat(modest).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldGiveRoomInTheOrderOfAsking() {
        BodyMemory memory = new BodyMemory(100);
        Room first = memory.ask("a", 50).join();
        CompletableFuture<Room> large = memory.ask("b", 60);
        CompletableFuture<Room> small = memory.ask("c", 10);

        assertThat(large).isNotDone();
        assertThat(small).isNotDone();
        first.giveBack();

        assertThat(large).isCompleted();
        assertThat(small).isCompleted();
    }

    @Test
    void shouldPassRoomOnWhenItIsGivenBackAndSkipWhoeverLeft() {
        BodyMemory memory = new BodyMemory(2);
        List<CompletableFuture<Room>> wishes = ask(memory, "a", 3);

        wishes.get(1).cancel(false);
        wishes.get(0).join().giveBack();

        assertThat(wishes.get(2)).isCompleted();
        assertThat(memory.heldBytes()).isEqualTo(1);
    }

    @Test
    void shouldPassOnWhatABodyDoesNotNeed() {
        BodyMemory memory = new BodyMemory(10);
        Room room = memory.ask("a", 10).join();
        CompletableFuture<Room> next = memory.ask("b", 7);

        room.resize(3);

        assertThat(next).isCompleted();
        assertThat(memory.heldBytes()).isEqualTo(10);
    }

    @Test
    void shouldNotGrowAgainOnceItIsGivenBack() {
        BodyMemory memory = new BodyMemory(10);
        Room room = memory.ask("a", 0).join();

        room.giveBack();
        room.resize(5);

        assertThat(memory.heldBytes()).isZero();
    }

    @Test
    void shouldGiveManyWishesRoomWithoutRecursion() {
        BodyMemory memory = new BodyMemory(1);
        Room first = memory.ask("a", 1).join();
        List<CompletableFuture<Void>> wishes = ask(memory, "a", 2_000).stream()
                .map(wish -> wish.thenAccept(Room::giveBack))
                .toList();

        first.giveBack();

        assertThat(wishes).allMatch(CompletableFuture::isDone);
    }

    @Test
    void shouldFitIntoAnEighthOfTheHeap() {
        BodyMemory memory = BodyMemory.within(1_600, 50);

        for (String host : List.of("a", "b", "c")) {
            for (int i = 0; i < 10; i++) {
                var unused = memory.ask(host, 50);
            }
        }

        assertThat(memory.heldBytes()).isEqualTo(200);
    }

    @Test
    void shouldKeepExactlyTheBytesThatCame() {
        for (long promised : new long[] {-1, 0, 10, 300_000, 1_000_000}) {
            BodyBuffer body = new BodyBuffer(1_000_000, promised);
            Buffer all = Buffer.buffer();
            for (int i = 0; i < 300; i++) {
                Buffer chunk = Buffer.buffer(new byte[1_000]).setInt(0, i);
                all.appendBuffer(chunk);
                assertThat(body.add(chunk)).isTrue();
            }

            assertThat(body.toBytes()).as("promised " + promised).isEqualTo(all.getBytes());
        }
    }

    @Test
    void shouldAcceptTheLastByteAllowedAndNoneMore() {
        BodyBuffer body = new BodyBuffer(10, 5);

        assertThat(body.add(Buffer.buffer(new byte[10]))).isTrue();
        assertThat(body.add(Buffer.buffer(new byte[1]))).isFalse();
        assertThat(body.toBytes()).hasSize(10);
    }

    private static List<CompletableFuture<Room>> ask(BodyMemory memory, String host, int count) {
        return IntStream.range(0, count).mapToObj(i -> memory.ask(host, 1)).toList();
    }

    private static CompletableFuture<FetchResult> fetch(ImageFetcher fetcher, String host) {
        return fetcher.fetch(URI.create("http://" + host + "/x"), Optional.empty());
    }

    /** Its source answers at once, however much it is asked for. */
    private ImageFetcher instant(BodyMemory memory, byte[] body) {
        Source source = (reference, budget) -> CompletableFuture.completedFuture(new Answer.Bytes(body));
        var queues = new HostQueues(16, 256, Duration.ofSeconds(10), time::nanoTime);
        return new BudgetedFetcher(
                new LimitedSource(source, queues),
                new BudgetedFetcher.Limits(Duration.ofSeconds(10), body.length),
                new BudgetedFetcher.Time(time, time::nanoTime, time),
                memory);
    }
}
