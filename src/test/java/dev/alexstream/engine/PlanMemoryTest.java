package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanMemoryTest {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long MIB = 1 << 20;

    /** Each plan holds over 200 MiB of native memory, so that a single forgotten buffer shows within a few rounds. */
    @ParameterizedTest
    @EnumSource
    void shouldReturnItsMemoryWhenClosed(TestedPlan tested) throws IOException {
        assumeTrue(Files.exists(STATM), "no /proc on this system");
        Architecture architecture =
                AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(17).withDenseUnits(256));
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 1);
        openRunClose(tested, architecture, weights);
        openRunClose(tested, architecture, weights);
        long before = residentBytes();

        for (int round = 0; round < 8; round++) {
            openRunClose(tested, architecture, weights);
        }

        assertThat((residentBytes() - before) / MIB).isLessThan(100);
    }

    @Test
    void shouldLetGoOfTheWeightsOnTheHeap() {
        var held = new ArrayList<>(List.of(TestNetworks.TINY_WEIGHTS.as(DataType.BF16)));
        var seen = new WeakReference<>(held.get(0));
        try (Classifier plan = TestedPlan.ONEDNN.open(TestNetworks.TINY, held.remove(0), TestNetworks.CENTRED)) {
            System.gc();

            assertThat(seen.get()).as("weights of a compiled plan").isNull();
            assertThat(plan.classify(TestNetworks.noise(3, 31, 1))).hasNumberOfRows(3);
        }
    }

    /** A heap of fixed size, all of it in memory from the start, so that only native memory can grow. */
    @ParameterizedTest
    @ValueSource(strings = {"plans", "batches"})
    void shouldNotGrowWithTheNumberOf(String what) throws Exception {
        assumeTrue(Files.exists(STATM), "no /proc on this system");
        List<String> heap = List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

        String output = ChildJvm.output(List.of(), heap, Growth.class, what);

        assertThat(output).contains("grown by ");
        assertThat(Long.parseLong(output.substring(output.lastIndexOf(' ') + 1)))
                .isLessThan(4 * MIB);
    }

    /** Prints by how many bytes the process grows while it repeats something. */
    static final class Growth {

        private static final int WARM_UP = 2_000;
        private static final int ROUNDS = 10_000;

        private Growth() {}

        public static void main(String[] args) throws IOException {
            IntConsumer repeated = args[0].equals("plans") ? Growth::plans : Growth::batches;
            repeated.accept(WARM_UP);
            long before = residentBytes();
            repeated.accept(ROUNDS);
            System.out.println("grown by " + (residentBytes() - before));
        }

        private static void plans(int rounds) {
            for (int round = 0; round < rounds; round++) {
                try (Classifier plan = TestedPlan.ONEDNN.openTiny()) {
                    plan.classify(TestNetworks.noise(1 + round % 5, 31, round));
                    plan.activations(TestNetworks.noise(2, 31, round), "pool2");
                }
            }
        }

        private static void batches(int rounds) {
            List<RgbPixels> images = TestNetworks.noise(3, 31, 1);
            try (Classifier plan = TestedPlan.ONEDNN.openTiny()) {
                for (int round = 0; round < rounds; round++) {
                    plan.classify(images);
                }
            }
        }
    }

    /** What JavaCPP counts stays as it is from batch to batch. */
    @Test
    void shouldMakeNoNativeGarbage() {
        List<RgbPixels> images = TestNetworks.noise(3, 31, 1);
        try (Classifier plan = TestedPlan.ONEDNN.openTiny()) {
            plan.classify(images);
            long before = Pointer.totalBytes();

            for (int round = 0; round < 100; round++) {
                plan.classify(images);
            }

            assertThat(Pointer.totalBytes()).isEqualTo(before);
        }
    }

    private static void openRunClose(TestedPlan tested, Architecture architecture, Weights weights) {
        try (Classifier plan = tested.open(architecture, weights, TestNetworks.IMAGENET)) {
            plan.classify(TestNetworks.noise(9, 227, 1));
            plan.classify(TestNetworks.noise(1, 227, 1));
        }
    }

    private static long residentBytes() throws IOException {
        return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * 4096;
    }
}
