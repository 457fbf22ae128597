package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.WeightInitializer;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Prints images per second of the ND4J plan on this machine: {@code ./mvnw -q test -Dtest=PlanSpeed}. Not part of the suite. The best of
 * several rounds counts, which other processes disturb least.
 */
class PlanSpeed {

    private static final int ROUNDS = 12;

    @Test
    void printImagesPerSecond() {
        Architecture architecture = AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(1000));
        try (Nd4jPlan plan = new Nd4jPlan(
                architecture, WeightInitializer.of(architecture).initialize(architecture, 1), TestNetworks.IMAGENET)) {
            System.out.printf("%s, %s, %s%n", architecture.name(), plan.info(), ThreadBudget.inForce());
            for (int batch : new int[] {1, 64}) {
                System.out.printf("batch %2d: %.1f images/s%n", batch, imagesPerSecond(plan, batch));
            }
        }
    }

    private static double imagesPerSecond(Classifier classifier, int batch) {
        List<RgbPixels> images = TestNetworks.noise(batch, 227, 1);
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            classifier.classify(images);
            best = Math.max(best, batch * 1e9 / (System.nanoTime() - start));
        }
        return best;
    }
}
