package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.StarterModel;
import dev.alexstream.training.Evaluator.Crops;
import dev.alexstream.training.Evaluator.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    private static final LoadedModel MODEL = StarterModel.load();
    private static final Network NETWORK =
            new Network(MODEL.architecture(), MODEL.weights(), MODEL.manifest().preprocessing(), null);
    private static final List<String> LABELS = MODEL.manifest().labels();

    @TempDir
    static Path folder;

    private static List<Example> examples;

    @BeforeAll
    static void draw() throws IOException {
        examples = DrawnPhotographs.read(DrawnPhotographs.write(folder, 35, 5)).examples();
    }

    @Test
    void shouldAskOnceForEachPhotographAsAWorkerWould() {
        assertThat(evaluate(Crops.SERVED).confusion()).isDeepEqualTo(expected(List.of(View.ofServing(256))));
    }

    @Test
    void shouldAverageOverTenCrops() {
        assertThat(evaluate(Crops.TEN).confusion())
                .isDeepEqualTo(expected(View.tenCrops(256)))
                .isNotEqualTo(evaluate(Crops.SERVED).confusion());
    }

    private static Scores evaluate(Crops crops) {
        return new Evaluator(DrawnPhotographs.DECODER, DrawnPhotographs.ENGINE)
                .evaluate(NETWORK, LABELS, examples, crops, () -> {});
    }

    /** The sum over the views of one photograph after the other. */
    private static int[][] expected(List<View> views) {
        var reader = new PhotographReader(DrawnPhotographs.DECODER, 227);
        List<float[]> sums = new ArrayList<>();
        try (Classifier classifier = Classifiers.open(
                NETWORK.architecture(), NETWORK.weights(), NETWORK.preprocessing(), null, DrawnPhotographs.ENGINE)) {
            for (Example example : examples) {
                float[] sum = new float[LABELS.size()];
                for (RgbPixels image : reader.read(example, views)) {
                    float[] row = classifier.classify(List.of(image))[0];
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += row[i];
                    }
                }
                sums.add(sum);
            }
        }
        return Scores.of(LABELS, sums, examples.stream().map(Example::label).toList())
                .confusion();
    }
}
