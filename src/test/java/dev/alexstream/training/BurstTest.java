package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BurstTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Burst burst = new Burst(Duration.ofSeconds(3));

    @Test
    void shouldBeOverBeforeAnythingComes() {
        assertThat(burst.isOver(START)).isTrue();
    }

    @Test
    void shouldBeOverWhenNothingHasComeForTheQuietPeriod() {
        assertThat(burst.goesOn(START)).isTrue();
        assertThat(burst.goesOn(START.plusMillis(2_000))).isFalse();

        burst.rests(START.plusMillis(4_999));
        assertThat(burst.isOver(START.plusMillis(4_999))).isFalse();
        burst.rests(START.plusMillis(5_000));
        assertThat(burst.isOver(START.plusMillis(5_000))).isTrue();
    }

    @Test
    void shouldNotBeWaitedForLongerThanTenQuietPeriods() {
        for (int second = 0; second < 30; second++) {
            labelAt(START.plusSeconds(second));
            assertThat(burst.isOver(START.plusSeconds(second))).isFalse();
        }

        assertThat(burst.isOver(START.plusSeconds(30))).isTrue();
    }

    @Test
    void shouldGoOnWhenTakingInTakesLongerThanTheQuietPeriod() {
        labelAt(START);

        assertThat(burst.goesOn(START.plusSeconds(29))).isFalse();
        assertThat(burst.isOver(START.plusSeconds(30))).isTrue();
    }

    @Test
    void shouldBeginAnewAfterAQuietPeriod() {
        labelAt(START);
        burst.rests(START.plusSeconds(3));
        labelAt(START.plusSeconds(29));

        assertThat(burst.isOver(START.plusSeconds(31))).isFalse();
    }

    @Test
    void shouldBeginAnewAfterARun() {
        for (int second = 0; second <= 30; second++) {
            labelAt(START.plusSeconds(second));
        }
        burst.ends();
        labelAt(START.plusSeconds(31));

        assertThat(burst.isOver(START.plusSeconds(32))).isFalse();
    }

    @Test
    void shouldNeverBeWaitedForWithoutAQuietPeriod() {
        Burst none = new Burst(Duration.ZERO);
        assertThat(none.goesOn(START)).isTrue();

        assertThat(none.isOver(START)).isTrue();
    }

    private void labelAt(Instant now) {
        var unused = burst.goesOn(now);
    }
}
