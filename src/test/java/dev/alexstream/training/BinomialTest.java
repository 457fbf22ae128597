package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTest {

    @Test
    void shouldCountFewAttemptsExactly() {
        assertThat(Binomial.atMost(1, 3, 0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(Binomial.atLeast(5, 7, 0.5)).isCloseTo(29.0 / 128, within(1e-12));
        assertThat(Binomial.atLeast(0, 0, 0.5)).isEqualTo(1);
    }

    @Test
    void shouldNotUnderflowWithManyAttempts() {
        assertThat(Binomial.atMost(5000, 10_000, 0.5)).isCloseTo(0.504, within(1e-3));
    }

    @Test
    void shouldGiveTheBoundThatLeavesTheRestUnlikely() {
        double bound = Binomial.largestChance(2, 7, 0.95);

        assertThat(Binomial.atMost(2, 7, bound)).isCloseTo(0.05, within(1e-9));
        assertThat(Binomial.largestChance(0, 20, 0.95)).isCloseTo(1 - Math.pow(0.05, 1.0 / 20), within(1e-9));
        assertThat(Binomial.largestChance(7, 7, 0.95)).isEqualTo(1);
    }
}
