package dev.alexstream.training;

import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ways back from what a run learned to what it began with.
 *
 * @param start in 32 bits, with all tensors of {@code learned}
 * @param bias name of the biases of the output layer
 * @param known how many of the outputs there were before
 */
record Mixture(Weights start, Weights learned, String bias, int known) {

    /**
     * How far to go back.
     *
     * @param share of what was learned that stays (Wortsman et al. 2022)
     * @param handicap by which the scores of new classes are lowered, which are too high after learning mostly these (Wu et al. 2019)
     */
    record Step(float share, float handicap) {}

    /** In 32 bits. */
    Weights after(Step step) {
        Map<String, Tensor> mixed = new LinkedHashMap<>();
        for (String name : learned.names()) {
            float[] values = learned.floats(name);
            float[] before = start.floats(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = step.share() * values[i] + (1 - step.share()) * before[i];
                values[i] -= name.equals(bias) && i >= known ? step.handicap() : 0;
            }
            mixed.put(name, Tensor.of(DataType.F32, learned.tensor(name).shape(), values));
        }
        return new Weights(mixed);
    }
}
