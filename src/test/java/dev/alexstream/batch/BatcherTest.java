package dev.alexstream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BatcherTest {

    private final AtomicLong now = new AtomicLong();
    private final Batcher<String> batcher = new Batcher<>(new FlushPolicy(3, Duration.ofMillis(5)), now::get);

    @Test
    void shouldHandOutALoneItemAtOnce() throws Exception {
        batcher.expect();
        batcher.offer("a");

        assertThat(batcher.take().orElseThrow()).returns(FlushReason.IDLE, Batch::reason);
    }

    @Test
    void shouldHandOutAnEmptyBatchOnceWhenNudgedAndThenGoOn() throws Exception {
        batcher.expect();
        batcher.expect();
        batcher.offer("a");
        batcher.nudge();

        Batch<String> nudged = batcher.take().orElseThrow();
        batcher.forget();

        assertThat(nudged.items()).isEmpty();
        assertThat(batcher.take().orElseThrow().items()).containsExactly("a");
    }

    @Test
    void shouldFillUpUnderBacklogAndKeepTheOrder() throws Exception {
        for (String item : new String[] {"a", "b", "c", "d"}) {
            batcher.expect();
            batcher.offer(item);
        }

        Batch<String> first = batcher.take().orElseThrow();
        Batch<String> second = batcher.take().orElseThrow();

        assertThat(first.items()).containsExactly("a", "b", "c");
        assertThat(first.reason()).isEqualTo(FlushReason.FULL);
        assertThat(second.items()).containsExactly("d");
    }

    @Test
    void shouldKnowTheLargestBatchThatHasLeft() throws Exception {
        int before = batcher.largest();
        for (String item : new String[] {"a", "b", "c", "d"}) {
            batcher.expect();
            batcher.offer(item);
        }
        int waiting = batcher.largest();
        var unusedFull = batcher.take();
        var unusedRest = batcher.take();

        assertThat(before).isZero();
        assertThat(waiting).isZero();
        assertThat(batcher.largest()).isEqualTo(3);
    }

    @Test
    void shouldWaitNoLongerThanCompanySaves() throws Exception {
        for (int i = 0; i < 20; i++) {
            batcher.ran("model", 1 + i % 3, Duration.ofMillis(2 + 3 * (1 + i % 3)));
        }
        Batcher.Pace pace = batcher.ran("model", 1, Duration.ofMillis(5));
        batcher.expect();
        batcher.expect();
        batcher.offer("a");
        now.set(Duration.ofMillis(2).toNanos() + 1_000);

        Batch<String> batch = batcher.take().orElseThrow();

        assertThat(batch.reason()).isEqualTo(FlushReason.DELAY);
        assertThat(pace.itemSeconds()).isBetween(0.00299, 0.00301);
    }

    @Test
    void shouldForgetWhatItLearnedFromAnotherModel() {
        for (int i = 0; i < 20; i++) {
            batcher.ran("model", 1 + i % 3, Duration.ofMillis(2 + 3 * (1 + i % 3)));
        }
        Batcher.Pace first = batcher.ran("next", 1, Duration.ofMillis(8));
        for (int i = 0; i < 20; i++) {
            batcher.ran("next", 1 + i % 3, Duration.ofMillis(1 + 7 * (1 + i % 3)));
        }

        Batcher.Pace later = batcher.ran("next", 1, Duration.ofMillis(8));

        assertThat(first).isEqualTo(new Batcher.Pace(Duration.ofMillis(5), Double.NaN));
        assertThat(later.itemSeconds()).isBetween(0.00699, 0.00701);
        assertThat(later.queueDelay()).isBetween(Duration.ofNanos(999_000), Duration.ofNanos(1_001_000));
    }

    @Test
    void shouldNeverWaitForLongerThanItMay() {
        for (int i = 0; i < 20; i++) {
            batcher.ran("model", 1 + i % 3, Duration.ofMillis(90 + i % 3));
        }

        Batcher.Pace pace = batcher.ran("model", 1, Duration.ofMillis(90));

        assertThat(pace.itemSeconds()).isBetween(0.0009, 0.0011);
        assertThat(pace.queueDelay()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void shouldCloseBatchWhenDeadlinePasses() throws Exception {
        batcher.expect();
        batcher.expect();
        batcher.offer("a");
        now.set(TimeUnit.MILLISECONDS.toNanos(5));

        Batch<String> batch = batcher.take().orElseThrow();

        assertThat(batch.reason()).isEqualTo(FlushReason.DELAY);
        assertThat(batch.oldestWaitNanos()).isEqualTo(now.get());
    }

    @Test
    void shouldWakeTheTakerWhenAnExpectedItemIsTakenBack() throws Exception {
        batcher.expect();
        batcher.expect();
        batcher.offer("a");
        CompletableFuture<Optional<Batch<String>>> taken = takeInBackground();

        batcher.forget();

        assertThat(taken.get(10, TimeUnit.SECONDS).orElseThrow().reason()).isEqualTo(FlushReason.IDLE);
    }

    @Test
    void shouldLetGoOfWhatWaitsWhenClosedAndThenEnd() throws Exception {
        batcher.expect();
        batcher.expect();
        batcher.offer("a");

        batcher.close();

        assertThat(batcher.take().orElseThrow().reason()).isEqualTo(FlushReason.CLOSED);
        assertThat(batcher.take()).isEmpty();
    }

    @Test
    void shouldRefuseAnItemThatWasNotAnnounced() {
        assertThatThrownBy(() -> batcher.offer("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expect()");
    }

    private CompletableFuture<Optional<Batch<String>>> takeInBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return batcher.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }
}
