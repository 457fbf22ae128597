package dev.alexstream.training;

import dev.alexstream.network.Preprocessing;
import java.util.List;
import java.util.random.RandomGenerator;

/** Colour planes with noise of their own for each example whenever it is varied; what is served stays as it is. */
record ColouredInputs(Inputs planes, ColourNoise noise, Preprocessing preprocessing) implements Inputs {

    private static final int CHANNELS = 3;

    @Override
    public float[] varied(List<Example> examples, RandomGenerator random) {
        float[] values = planes.varied(examples, random);
        int plane = values.length / (examples.size() * CHANNELS);
        for (int example = 0; example < examples.size(); example++) {
            double[] added = noise.draw(random);
            for (int channel = 0; channel < CHANNELS; channel++) {
                float shift = (float) (added[channel] / preprocessing.scale().get(channel));
                shift(values, (example * CHANNELS + channel) * plane, plane, shift);
            }
        }
        return values;
    }

    private static void shift(float[] values, int from, int count, float by) {
        for (int i = from; i < from + count; i++) {
            values[i] += by;
        }
    }

    @Override
    public float[] served(List<Example> examples) {
        return planes.served(examples);
    }
}
