package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneDnnPlanTest {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long MIB = 1 << 20;
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

    /** The activations of 64 images take 80 MiB. */
    @Test
    void shouldHaveAllMemoryBeforeTheFirstBatchWhenItIsPrepared() throws IOException {
        assumeTrue(Files.exists(STATM), "no /proc on this system");
        Architecture architecture =
                AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(17).withDenseUnits(256));
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 1);
        List<RgbPixels> images = TestNetworks.noise(OneDnnPlan.MAX_BATCH, 227, 1);
        try (OneDnnPlan plan = (OneDnnPlan) TestedPlan.ONEDNN.open(architecture, weights, TestNetworks.IMAGENET)) {
            plan.prepare(OneDnnPlan.MAX_BATCH);
            long before = residentBytes();

            var unused = plan.classify(images);

            assertThat((residentBytes() - before) / MIB).isLessThan(20);
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

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * 4096;
    }

    private static OneDnnPlan tiny() {
        return (OneDnnPlan) TestedPlan.ONEDNN.openTiny();
    }
}
