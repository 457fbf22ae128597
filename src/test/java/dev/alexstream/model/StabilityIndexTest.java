package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StabilityIndexTest {

    /** With half a count more in each bin: 50 and 50 of 100 against 80 and 20 of 100, so 0.3 ln 1.6 - 0.3 ln 0.4. */
    @Test
    void shouldGiveWhatIsComputedByHand() {
        double index = StabilityIndex.of(new double[] {49.5, 49.5}, new double[] {79.5, 19.5});

        assertThat(index).isCloseTo(0.3 * 0.4700036 + 0.3 * 0.9162907, within(1e-6));
    }

    @Test
    void shouldBeNothingForTheSameSharesOfAnyNumber() {
        double index = StabilityIndex.of(new double[] {9.5, 19.5, 69.5}, new double[] {99.5, 199.5, 699.5});

        assertThat(index).isCloseTo(0, within(1e-12));
    }

    /** 99.5 and 0.5 of 100 against 0.5 and 99.5: twice 0.99 ln 199. */
    @Test
    void shouldStayFiniteWhereBinsAreEmpty() {
        double index = StabilityIndex.of(new double[] {99, 0}, new double[] {0, 99});

        assertThat(index).isCloseTo(2 * 0.99 * 5.2933048, within(1e-6));
    }

    @Test
    void shouldTakeAwayWhatChanceGives() {
        double[] reference = {49.5, 49.5};
        double[] skewed = {79.5, 19.5};

        assertThat(StabilityIndex.chance(17, 1000, 500)).isCloseTo(16 * 0.003, within(1e-12));
        assertThat(StabilityIndex.beyondChance(reference, skewed)).isCloseTo(0.4158883 - 2.0 / 99, within(1e-6));
        assertThat(StabilityIndex.beyondChance(reference, reference)).isZero();
    }
}
