package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.RgbPixels;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovableClassifierTest {

    private static final List<RgbPixels> NOISE = TestNetworks.noise(5, TestNetworks.TINY.inputSide(), 1);

    /** OpenMP keeps the number of threads for each calling thread: one that was told nothing takes the cores of the host. */
    @ParameterizedTest
    @EnumSource
    void shouldAnswerAndTakeItsThreadsOnAnotherThreadAsOnTheOneThatCompiledIt(TestedPlan tested) throws Exception {
        Classifier classifier = new MovableClassifier(tested.openTiny());
        assertThat(RawPrimitives.of(classifier).isPresent()).isEqualTo(tested == TestedPlan.ONEDNN);
        float[][] here = classifier.classify(NOISE);
        ThreadBudget budgetHere = ThreadBudget.inForce();
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            float[][] there = CompletableFuture.supplyAsync(() -> classifier.classify(NOISE), elsewhere)
                    .get();
            ThreadBudget budgetThere = CompletableFuture.supplyAsync(ThreadBudget::inForce, elsewhere)
                    .get();
            CompletableFuture.runAsync(classifier::close, elsewhere).get();

            assertThat(there).isDeepEqualTo(here);
            assertThat(budgetThere).isEqualTo(budgetHere);
        } finally {
            elsewhere.shutdownNow();
        }
    }
}
