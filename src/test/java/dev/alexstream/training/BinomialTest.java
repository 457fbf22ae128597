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
}
