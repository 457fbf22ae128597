package dev.alexstream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPolicyTest {

    private static final long ALMOST = Duration.ofMillis(5).toNanos() - 1;

    private final FlushPolicy policy = new FlushPolicy(4, Duration.ofMillis(5));

    @Test
    void shouldKeepNothingWaitingForAnEmptyBatch() {
        assertThat(policy.reasonToFlush(0, 0, 0)).isEmpty();
    }

    @Test
    void shouldFlushWhenFull() {
        assertThat(policy.reasonToFlush(4, 0, 9)).contains(FlushReason.FULL);
    }

    @Test
    void shouldFlushWhenTheOldestHasWaitedLongEnough() {
        assertThat(policy.reasonToFlush(1, ALMOST, 1)).isEmpty();
        assertThat(policy.reasonToFlush(1, ALMOST + 1, 1)).contains(FlushReason.DELAY);
    }

    @Test
    void shouldFlushWhenNothingElseIsOnItsWay() {
        assertThat(policy.reasonToFlush(3, 0, 0)).contains(FlushReason.IDLE);
    }

    @Test
    void shouldWaitForWhatIsOnItsWay() {
        assertThat(policy.reasonToFlush(3, 0, 1)).isEmpty();
        assertThat(policy.remainingNanos(ALMOST)).isEqualTo(1);
    }

    @Test
    void shouldNameTheKeyOfAnInvalidLimit() {
        assertThatThrownBy(() -> new FlushPolicy(0, Duration.ZERO)).hasMessageContaining("batch.max-size");
        assertThatThrownBy(() -> new FlushPolicy(1, Duration.ofMillis(-1)))
                .hasMessageContaining("batch.max-queue-delay");
    }
}
