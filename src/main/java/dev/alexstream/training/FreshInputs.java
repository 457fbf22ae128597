package dev.alexstream.training;

import dev.alexstream.image.RgbPixels;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Reads and computes every view when it is asked for: endless variety, at the price of the front for each step.
 *
 * @param choice of a view when it is to vary
 */
record FreshInputs(PhotographReader reader, Front front, int shortSide, Function<RandomGenerator, View> choice)
        implements Inputs {

    @Override
    public float[] varied(List<Example> examples, RandomGenerator random) {
        List<RgbPixels> images = examples.stream()
                .map(example -> reader.read(example, choice.apply(random)))
                .toList();
        return front.apply(images);
    }

    @Override
    public float[] served(List<Example> examples) {
        return front.apply(examples.stream()
                .map(example -> reader.read(example, View.ofServing(shortSide)))
                .toList());
    }
}
