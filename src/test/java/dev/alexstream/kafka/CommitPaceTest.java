package dev.alexstream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final CommitPace pace = new CommitPace(INTERVAL);

    @Test
    void shouldPauseForTheIntervalBeforeAnyCommit() {
        assertThat(pace.pause()).isEqualTo(INTERVAL);
    }

    @Test
    void shouldPauseForAsLongAsQuickCommitsTake() {
        commits(100, Duration.ofMillis(4));

        assertThat(pace.pause()).isBetween(Duration.ofMillis(4), Duration.ofMillis(5));
    }

    @Test
    void shouldNeverPauseForLongerThanTheInterval() {
        commits(100, Duration.ofSeconds(1));

        assertThat(pace.pause()).isEqualTo(INTERVAL);
    }

    @Test
    void shouldNotForgetSlowCommitsAfterOneQuickOne() {
        commits(100, Duration.ofMillis(45));

        commits(1, Duration.ZERO);

        assertThat(pace.pause()).isBetween(Duration.ofMillis(35), Duration.ofMillis(37));
    }

    @Test
    void shouldNotPauseWithAnIntervalOfZero() {
        CommitPace none = new CommitPace(Duration.ZERO);

        none.took(1_000_000);

        assertThat(none.pause()).isZero();
    }

    private void commits(int count, Duration each) {
        for (int i = 0; i < count; i++) {
            pace.took(each.toNanos());
        }
    }
}
