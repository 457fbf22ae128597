package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private long now;
    private final Backoff backoff = new Backoff(() -> now);

    @Test
    void shouldNotWaitBeforeAFault() {
        assertThat(backoff.waiting()).isFalse();
    }

    @Test
    void shouldWaitTwiceAsLongAfterEachFaultButNeverLongerThanThirtySeconds() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            backoff.fault();
            now += Duration.ofSeconds(seconds).toNanos() - 1;
            assertThat(backoff.waiting()).as("%d s", seconds).isTrue();
            now++;
            assertThat(backoff.waiting()).as("%d s", seconds).isFalse();
        }
    }

    @Test
    void shouldStartOverAfterASuccess() {
        backoff.fault();
        backoff.fault();

        backoff.success();

        assertThat(backoff.waiting()).isFalse();
        backoff.fault();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(backoff.waiting()).isFalse();
    }
}
