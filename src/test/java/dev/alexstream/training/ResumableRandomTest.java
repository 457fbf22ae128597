package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ResumableRandomTest {

    @Test
    void shouldGiveTheNumbersThatJavaGives() {
        RandomGenerator ours = new ResumableRandom(17);
        RandomGenerator javas = new Random(17);

        for (int i = 0; i < 100; i++) {
            assertThat(ours.nextInt(1 + i)).isEqualTo(javas.nextInt(1 + i));
            assertThat(ours.nextDouble(1, 1.25)).isEqualTo(javas.nextDouble(1, 1.25));
            assertThat(ours.nextBoolean()).isEqualTo(javas.nextBoolean());
        }
    }

    @Test
    void shouldGoOnFromTheStateOfAnother() {
        ResumableRandom first = new ResumableRandom(1);
        first.nextGaussian();
        ResumableRandom second = new ResumableRandom(2);

        second.resume(first.state());

        assertThat(second.nextGaussian()).isEqualTo(first.nextGaussian());
        assertThat(second.nextInt()).isEqualTo(first.nextInt());
    }

    @Test
    void shouldDrawNormalNumbers() {
        ResumableRandom random = new ResumableRandom(1);
        int draws = 100_000;
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < draws; i++) {
            double value = random.nextGaussian();
            sum += value;
            squares += value * value;
            beyondTwo += Math.abs(value) > 2 ? 1 : 0;
        }

        assertThat(sum / draws).isCloseTo(0, within(0.015));
        assertThat(squares / draws).isCloseTo(1, within(0.02));
        assertThat(beyondTwo / (double) draws).isCloseTo(0.0455, within(0.003));
    }
}
