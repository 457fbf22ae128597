package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints images per second of the plans on this machine, and what share of its bare primitives' speed the oneDNN plan reaches: {@code
 * ./mvnw -q test -Dtest=PlanSpeed}. Not part of the suite. Plan and primitives take turns; medians count.
 */
class PlanSpeed {

    private static final int IMAGES = 512;
    private static final int MOST_ROUNDS = 40;

    @Test
    void printImagesPerSecond() {
        Architecture architecture = AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(1000));
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 1);
        for (DataType precision : List.of(DataType.F32, DataType.BF16)) {
            try (OneDnnPlan plan = new OneDnnPlan(architecture, weights, TestNetworks.IMAGENET, precision)) {
                print(plan);
            }
        }
        try (Nd4jPlan plan = new Nd4jPlan(architecture, weights, TestNetworks.IMAGENET)) {
            print(plan);
        }
    }

    private static void print(Classifier classifier) {
        System.out.printf("%s, %s%n", classifier.info(), ThreadBudget.inForce());
        for (int batch : new int[] {1, 8, 32, 64}) {
            List<RgbPixels> images = TestNetworks.noise(batch, 227, 1);
            int rounds = Math.min(MOST_ROUNDS, Math.max(5, IMAGES / batch));
            double[] seconds = new double[rounds];
            double[] bare = new double[rounds];
            RawPrimitives primitives = RawPrimitives.of(classifier).orElse(null);
            classifier.classify(images);
            for (int round = 0; round < rounds; round++) {
                seconds[round] = seconds(() -> classifier.classify(images));
                bare[round] = primitives == null ? Double.NaN : seconds(() -> primitives.run(batch));
            }
            System.out.printf(
                    "batch %2d: %7.1f images/s, best %7.1f, primitives alone %7.1f, share %.3f%n",
                    batch,
                    batch / median(seconds),
                    batch / Arrays.stream(seconds).min().orElseThrow(),
                    batch / median(bare),
                    median(bare) / median(seconds));
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
