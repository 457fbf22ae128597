package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    private static final double Z95 = 1.6448536;

    /** Airway hyper-responsiveness before and after transplantation, in Fagerland, Lydersen and Laake 2014: 7 against 1 of 21. */
    @Test
    void shouldGiveThePublishedInterval() {
        var difference = new PairedDifference(21, 7, 1);

        assertThat(difference.leastLoss(0.975)).isCloseTo(0.026, within(5e-4));
        assertThat(difference.largestLoss(0.975)).isCloseTo(0.517, within(5e-4));
    }

    @Test
    void shouldProveLittleFromFewExamplesThatDoNotDiffer() {
        assertThat(new PairedDifference(30, 0, 0).largestLoss(0.95))
                .isCloseTo(Z95 * Z95 / (30 + Z95 * Z95), within(1e-6));
        assertThat(new PairedDifference(3000, 0, 0).largestLoss(0.95)).isLessThan(0.001);
    }

    @Test
    void shouldBeTheSameSeenFromTheOtherSide() {
        var one = new PairedDifference(90, 7, 3);
        var other = new PairedDifference(90, 3, 7);

        assertThat(one.leastLoss(0.95)).isCloseTo(-other.largestLoss(0.95), within(1e-9));
    }

    @Test
    void shouldFindAGainWhereEverythingIsWon() {
        assertThat(new PairedDifference(40, 0, 40).largestLoss(0.95)).isBetween(-1.0, -0.85);
        assertThat(new PairedDifference(40, 40, 0).leastLoss(0.95)).isBetween(0.85, 1.0);
    }

    @Test
    void shouldHoldAsOftenAsItSays() {
        Random random = new Random(3);
        int held = 0;
        int times = 4000;
        for (int i = 0; i < times; i++) {
            int lost = 0;
            int won = 0;
            for (int example = 0; example < 100; example++) {
                double chance = random.nextDouble();
                lost += chance < 0.05 ? 1 : 0;
                won += chance >= 0.05 && chance < 0.08 ? 1 : 0;
            }
            held += new PairedDifference(100, lost, won).largestLoss(0.95) >= 0.02 ? 1 : 0;
        }

        assertThat((double) held / times).isCloseTo(0.95, within(0.02));
    }
}
