package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.training.Scores.ClassScore;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final List<String> LABELS = List.of("ant", "bee", "cat", "dog", "elk", "fox");

    private static final Scores SCORES = Scores.of(
            LABELS,
            List.of(new float[] {.5f, .1f, .1f, .1f, .1f, .1f}, new float[] {.4f, .3f, .1f, .1f, .1f, 0f}, new float[] {
                .3f, .2f, .2f, .1f, .2f, 0f
            }),
            List.of(0, 1, 5));

    @Test
    void shouldCountTheMostProbableClass() {
        assertThat(SCORES.topOne()).isEqualTo(1 / 3.0);
        assertThat(SCORES.confusion()[1][0]).isEqualTo(1);
        assertThat(SCORES.examples()).isEqualTo(3);
    }

    @Test
    void shouldCountTruthAmongTheFiveMostProbable() {
        assertThat(SCORES.topFive()).isEqualTo(2 / 3.0);
    }

    @Test
    void shouldGivePrecisionAndRecallOfEachClass() {
        assertThat(SCORES.classes())
                .startsWith(new ClassScore("ant", 1, 1 / 3.0, 1), new ClassScore("bee", 1, Double.NaN, 0))
                .endsWith(new ClassScore("fox", 1, Double.NaN, 0));
    }

    @Test
    void shouldAddUp() {
        Scores twice = SCORES.plus(SCORES);

        assertThat(twice.examples()).isEqualTo(6);
        assertThat(twice.topOne()).isEqualTo(SCORES.topOne());
        assertThat(twice.topFive()).isEqualTo(SCORES.topFive());
    }
}
