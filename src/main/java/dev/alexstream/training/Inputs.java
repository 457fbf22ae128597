package dev.alexstream.training;

import java.util.List;
import java.util.random.RandomGenerator;

/** What the trained layers are shown of an example: a flat array of [examples, values]. */
interface Inputs {

    /** Each example in a view drawn at random. */
    float[] varied(List<Example> examples, RandomGenerator random);

    /** Each example as it will look when the model serves. */
    float[] served(List<Example> examples);
}
