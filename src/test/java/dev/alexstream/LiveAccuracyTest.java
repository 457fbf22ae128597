package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.Rejected;
import dev.alexstream.message.Shadowed;
import dev.alexstream.model.ModelMetrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveAccuracyTest {

    private static final ModelIdentity ONE = new ModelIdentity("pets", "1", "sha256:11");
    private static final ModelIdentity TWO = new ModelIdentity("pets", "2", "sha256:22");

    private final Map<ModelMetrics.Arm, Double> told = new EnumMap<>(ModelMetrics.Arm.class);
    private final LiveAccuracy accuracy = new LiveAccuracy(new ModelMetrics() {
        @Override
        public void serving(Identity model) {}

        @Override
        public void accuracy(Arm arm, double share) {
            told.put(arm, share);
        }
    });

    @Test
    void shouldTellHowOftenEachModelIsRight() {
        accuracy.follows(ModelMetrics.Arm.CHAMPION, ONE);
        accuracy.follows(ModelMetrics.Arm.CHALLENGER, TWO);
        assertThat(told)
                .containsOnly(
                        Map.entry(ModelMetrics.Arm.CHAMPION, Double.NaN),
                        Map.entry(ModelMetrics.Arm.CHALLENGER, Double.NaN));

        accuracy.answered(new Shadowed(says(ONE, "cat"), says(TWO, "dog")), "cat");
        accuracy.answered(says(ONE, "dog"), "cat");
        accuracy.answered(new Rejected(ErrorCode.TRUNCATED, "It is cut."), "cat");

        assertThat(told).containsEntry(ModelMetrics.Arm.CHAMPION, 0.5).containsEntry(ModelMetrics.Arm.CHALLENGER, 0.0);
    }

    @Test
    void shouldForgetAModelThatAnswersNoMore() {
        accuracy.follows(ModelMetrics.Arm.CHAMPION, ONE);
        accuracy.answered(says(ONE, "cat"), "cat");

        accuracy.follows(ModelMetrics.Arm.CHAMPION, TWO);
        accuracy.answered(says(ONE, "cat"), "cat");

        assertThat(told).containsEntry(ModelMetrics.Arm.CHAMPION, Double.NaN);
    }

    @Test
    void shouldCountTheLatestAnswersOnly() {
        accuracy.follows(ModelMetrics.Arm.CHAMPION, ONE);
        for (int i = 0; i < 500; i++) {
            accuracy.answered(says(ONE, "dog"), "cat");
        }

        accuracy.answered(says(ONE, "cat"), "cat");

        assertThat(told).containsEntry(ModelMetrics.Arm.CHAMPION, 0.002);
    }

    private static Classified says(ModelIdentity model, String label) {
        return new Classified("id", "source", List.of(new Prediction(label, 0, 1)), model, null, null, 1);
    }
}
