package dev.alexstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainEstimateTest {

    private final AtomicLong now = new AtomicLong();
    private final DrainEstimate estimate = new DrainEstimate(now::get);

    @Test
    void shouldBeZeroWithoutLag() {
        assertThat(estimate.seconds(0)).isZero();
    }

    @Test
    void shouldBeInfiniteWhileNothingMoves() {
        assertThat(estimate.seconds(1)).isInfinite();
    }

    @Test
    void shouldDivideTheLagByTheRate() {
        for (int second = 0; second < 10; second++) {
            for (int request = 0; request < 20; request++) {
                estimate.ended();
            }
            pass(1);
        }

        assertThat(estimate.seconds(100)).isEqualTo(5.0);
    }

    @Test
    void shouldForgetWhatWasLongAgo() {
        estimate.ended();
        pass(61);

        assertThat(estimate.seconds(1)).isInfinite();
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
