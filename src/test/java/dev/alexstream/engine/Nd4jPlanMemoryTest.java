package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class Nd4jPlanMemoryTest {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long MIB = 1 << 20;

    /** Each plan holds over 200 MiB of native memory, so that a single forgotten buffer shows within a few rounds. */
    @Test
    void shouldReturnItsMemoryWhenClosed() throws IOException {
        assumeTrue(Files.exists(STATM), "no /proc on this system");
        Architecture architecture =
                AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(17).withDenseUnits(256));
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 1);
        openRunClose(architecture, weights);
        openRunClose(architecture, weights);
        long before = residentBytes();

        for (int round = 0; round < 8; round++) {
            openRunClose(architecture, weights);
        }

        assertThat((residentBytes() - before) / MIB).isLessThan(100);
    }

    private static void openRunClose(Architecture architecture, Weights weights) {
        try (Nd4jPlan plan = new Nd4jPlan(architecture, weights, TestNetworks.IMAGENET)) {
            plan.classify(TestNetworks.noise(9, 227, 1));
            plan.classify(TestNetworks.noise(1, 227, 1));
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * 4096;
    }
}
