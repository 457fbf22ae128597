package dev.alexstream.training;

import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Two classes of 11 pixel squares, bright above or bright on the left, with noise; and a network that is small enough to learn them at once. */
record DrawnPatterns(float contrast) implements Inputs {

    static final Architecture TINY = new Architecture(
            "tiny",
            11,
            List.of(
                    new Convolution("conv1", 4, 3, 1, 0, 1),
                    new MaxPooling("pool1", 3, 2),
                    new LocalResponseNormalization("norm1", 5, 2, 1e-4, 0.75),
                    new Convolution("conv2", 6, 3, 1, 1, 2),
                    new Dense("fc6", 16),
                    new Dropout("drop6", 0.5),
                    new Softmax("output", 2)));

    private static final int SIDE = 11;
    private static final int VALUES = 3 * SIDE * SIDE;

    /** The classes taking turns. */
    static List<Example> examples(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Example(Path.of("pattern-" + i), "pattern-" + i, i % 2))
                .toList();
    }

    /** The whole network, for a recipe, in small batches. */
    static StageTraining.Plan plan(Recipe recipe, int epochs) {
        return new StageTraining.Plan(new Stage("conv1", epochs, recipe.firstRate(), false, 8), recipe.regime(), 5);
    }

    static Tail tail(Recipe recipe, StageTraining.Plan plan, Split split) {
        Weights start = recipe.initializer(TINY).initialize(TINY, 1);
        Optimizer optimizer = recipe.optimizer(
                plan.stage().learningRate(), false, plan.stage().epochs() * plan.batches(split));
        return new Tail(TINY, "conv1", start, new Tail.Settings(optimizer, 1, 1));
    }

    @Override
    public float[] varied(List<Example> examples, RandomGenerator random) {
        float[] planes = new float[examples.size() * VALUES];
        for (int i = 0; i < planes.length; i++) {
            int pixel = i % (SIDE * SIDE);
            boolean left = examples.get(i / VALUES).label() == 1;
            boolean bright = left ? pixel % SIDE < SIDE / 2 : pixel / SIDE < SIDE / 2;
            planes[i] = contrast * ((bright ? 1 : -1) + 0.5f * (float) random.nextGaussian());
        }
        return planes;
    }

    @Override
    public float[] served(List<Example> examples) {
        return varied(examples, new ResumableRandom(examples.get(0).digest().hashCode()));
    }
}
