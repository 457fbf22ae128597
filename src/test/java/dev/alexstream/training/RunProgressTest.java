package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private final List<Double> told = new ArrayList<>();
    private boolean stays = true;
    private final RunProgress progress = new RunProgress(
            new TrainingMetrics() {
                @Override
                public void ended(RunResult result) {}

                @Override
                public void holdoutAccuracy(double share) {}

                @Override
                public void progress(double share) {
                    told.add(share);
                }
            },
            () -> {
                if (!stays) {
                    throw new IllegalStateException("overtaken");
                }
            });

    @Test
    void shouldTellTheShareOfTheStepsThatAreDone() {
        progress.step();
        progress.began("training", 4);
        progress.step();
        progress.step();
        progress.ended();
        progress.step();

        assertThat(told).containsExactly(0.0, 0.25, 0.5, Double.NaN);
    }

    @Test
    void shouldEndARunThatDoesNotMatterAnyMore() {
        progress.began("training", 4);
        stays = false;

        assertThatThrownBy(progress::step).hasMessage("overtaken");
        assertThat(told).containsExactly(0.0);
    }
}
