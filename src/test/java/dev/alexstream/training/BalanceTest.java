package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {

    @Test
    void shouldHoldOutAboutTheShareAndAlwaysTheSame() {
        long heldOut = IntStream.range(0, 10_000)
                .filter(i -> Balance.heldOut("digest" + i, 0.2))
                .count();

        assertThat(heldOut).isBetween(1_800L, 2_200L);
        assertThat(IntStream.range(0, 1_000)
                        .filter(i -> Balance.heldOut("digest" + i, 0.1))
                        .allMatch(i -> Balance.heldOut("digest" + i, 0.2)))
                .isTrue();
        assertThat(Balance.heldOut("digest", 0)).isFalse();
    }

    @Test
    void shouldCapAClassByWhatStandsBesideIt() {
        assertThat(Balance.cap(0.5, 30)).isEqualTo(30);
        assertThat(Balance.cap(0.75, 30)).isEqualTo(90);
        assertThat(Balance.cap(0.5, 0)).isZero();
    }
}
