package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftScoresTest {

    private static final int VALUES = 512;

    private final Random random = new Random(5);

    @Test
    void shouldHardlySeeAnythingInMoreOfTheSame() {
        DriftReference reference = seen(1_000, 0, 0).reference("drawn", "fc6").orElseThrow();

        DriftScores scores = DriftScores.of(reference, seen(300, 0, 0));

        assertThat(scores.labels()).isLessThan(0.05);
        assertThat(scores.confidence()).isLessThan(0.05);
        assertThat(scores.features()).isLessThan(0.1);
    }

    @Test
    void shouldSeeEachKindOfChangeAlone() {
        DriftReference reference = seen(1_000, 0, 0).reference("drawn", "fc6").orElseThrow();

        DriftScores oneLabel = DriftScores.of(reference, seen(300, 1, 0));
        DriftScores elsewhere = DriftScores.of(reference, seen(300, 0, 1));

        assertThat(oneLabel.labels()).isGreaterThan(1);
        assertThat(oneLabel.features()).isLessThan(0.1);
        assertThat(elsewhere.features()).isGreaterThan(0.5);
        assertThat(elsewhere.labels()).isLessThan(0.05);
    }

    /** 0.95 in the reference, 0.45 now: all of one bin in another one, as in {@link StabilityIndexTest}, but with ten bins. */
    @Test
    void shouldSeeThatAnswersBecameUnsure() {
        DriftTally sure = new DriftTally(3);
        DriftTally unsure = new DriftTally(3);
        for (int i = 0; i < 95; i++) {
            sure.answered(new float[] {0.95f, 0.03f, 0.02f});
            unsure.answered(new float[] {0.45f, 0.3f, 0.25f});
        }

        DriftScores scores = DriftScores.of(sure.reference("drawn", "fc6").orElseThrow(), unsure);

        double index = 2 * (95.5 - 0.5) / 100 * Math.log(95.5 / 0.5);
        assertThat(scores.confidence()).isCloseTo(index - 9 * 2.0 / 95, within(1e-6));
        assertThat(scores.labels()).isZero();
        assertThat(scores.features()).isNaN();
    }

    @Test
    void shouldMeasureFeaturesInDeviations() {
        DriftTally before = new DriftTally(2);
        DriftTally after = new DriftTally(2);
        after.answered(new float[] {1, 0});
        for (int i = 0; i < 1_000; i++) {
            before.answered(new float[] {1, 0});
            float value = i % 2 == 0 ? 1 : -1;
            before.looked(new float[] {value});
            after.looked(new float[] {value + 3});
        }

        DriftScores scores = DriftScores.of(before.reference("drawn", "fc6").orElseThrow(), after);

        assertThat(scores.features()).isCloseTo(Math.sqrt(9 - 2.0 / 1_000), within(1e-6));
    }

    @Test
    void shouldPassOverWhatAreNoNumbers() {
        DriftTally tally = new DriftTally(2);

        tally.answered(new float[] {Float.NaN, 0});
        tally.looked(new float[] {Float.POSITIVE_INFINITY});

        assertThat(tally.answers()).isZero();
        assertThat(tally.looks()).isZero();
    }

    @Test
    void shouldMakeNoReferenceOfTooLittle() {
        assertThat(seen(9, 0, 0).reference("drawn", "fc6")).isEmpty();
        assertThat(seen(10, 0, 0).reference("drawn", "fc6")).isPresent();
    }

    @Test
    void shouldRefuseAReferenceThatIsNotSound() {
        List<Double> all = List.of(1.0);
        List<Double> tenth = Collections.nCopies(10, 0.1);

        assertThatThrownBy(() -> new DriftReference("drawn", 0, all, tenth, null))
                .hasMessageContaining("0 images");
        assertThatThrownBy(() -> new DriftReference("drawn", 1, List.of(0.7), tenth, null))
                .hasMessageContaining("add up to 0.7");
        assertThatThrownBy(() -> new DriftReference("drawn", 1, all, all, null)).hasMessageContaining("1 steps");
        assertThatThrownBy(() -> new DriftReference.Features(
                        "fc6", 1, Collections.nCopies(16, 0.0), Collections.nCopies(16, 0.0)))
                .hasMessageContaining("not positive");
    }

    /** Four labels in equal shares, or only the first; features around a common place, or moved. */
    private DriftTally seen(int images, int skew, float moved) {
        DriftTally tally = new DriftTally(4);
        for (int i = 0; i < images; i++) {
            float[] probabilities = {0.1f, 0.1f, 0.1f, 0.1f};
            probabilities[skew == 1 ? 0 : random.nextInt(4)] = 0.7f;
            tally.answered(probabilities);
            float[] features = new float[VALUES];
            for (int value = 0; value < VALUES; value++) {
                features[value] = (float) Math.max(0, random.nextGaussian() + moved);
            }
            tally.looked(features);
        }
        return tally;
    }
}
