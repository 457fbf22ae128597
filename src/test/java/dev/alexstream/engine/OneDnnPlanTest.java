package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.RgbPixels;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneDnnPlanTest {

    private static final List<RgbPixels> NOISE = TestNetworks.noise(7, 31, 1);

    @Test
    void shouldPrepareForWhatComesUpOnly() {
        try (OneDnnPlan plan = tiny()) {
            var unused = plan.classify(NOISE);

            assertThat(plan.sizes()).containsExactlyInAnyOrder(7, OneDnnPlan.MAX_BATCH);
        }
    }

    @Test
    void shouldPrepareForAllSizesUpToOne() {
        try (OneDnnPlan plan = tiny()) {
            plan.prepare(5);

            assertThat(plan.sizes()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, OneDnnPlan.MAX_BATCH);
        }
    }

    @Test
    void shouldNotPrepareForMoreThanItTakesAtATime() {
        try (OneDnnPlan plan = tiny()) {
            plan.prepare(1_000);

            assertThat(plan.sizes()).hasSize(OneDnnPlan.MAX_BATCH);
        }
    }

    @Test
    void shouldAnswerTheSameWhenItIsPrepared() {
        try (OneDnnPlan plan = tiny();
                OneDnnPlan prepared = tiny()) {
            prepared.prepare(NOISE.size());

            assertThat(prepared.classify(NOISE)).isDeepEqualTo(plan.classify(NOISE));
        }
    }

    private static OneDnnPlan tiny() {
        return (OneDnnPlan) TestedPlan.ONEDNN.openTiny();
    }
}
