package dev.alexstream.engine;

import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Set;

/** What is compiled. Biases, sums and probabilities have 32 bits, whatever the numbers. */
record OneDnnNetwork(Architecture architecture, Shapes shapes, Preprocessing preprocessing, OneDnnNumbers numbers) {

    /**
     * @param precision {@link DataType#F32} or {@link DataType#BF16}
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     */
    static OneDnnNetwork inFloats(
            Architecture architecture, Weights weights, Preprocessing preprocessing, DataType precision) {
        weights.requireFit(architecture);
        OneDnnFloats floats = new OneDnnFloats(architecture, weights, preprocessing, precision);
        return new OneDnnNetwork(architecture, Shapes.of(architecture), preprocessing, floats);
    }

    /**
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     * @throws EngineException when the ranges are not of this architecture
     */
    static OneDnnNetwork inBytes(
            Architecture architecture, Weights weights, Preprocessing preprocessing, ActivationRanges ranges) {
        weights.requireFit(architecture);
        List<String> layers = ActivationSurvey.layers(architecture);
        if (!ranges.largest().keySet().equals(Set.copyOf(layers))) {
            throw new EngineException("activation ranges of " + ranges.largest().keySet() + " do not fit a network of "
                    + architecture.name() + ", which needs those of " + layers);
        }
        DataType others = OneDnnCore.hasNativeBf16() ? DataType.BF16 : DataType.F32;
        OneDnnFloats floats = new OneDnnFloats(architecture, weights, preprocessing, others);
        return new OneDnnNetwork(architecture, Shapes.of(architecture), preprocessing, new OneDnnBytes(floats, ranges));
    }

    /** For further batch sizes, when all parameters are in native memory. */
    OneDnnNetwork withoutParameters() {
        return new OneDnnNetwork(architecture, shapes, preprocessing, numbers.withoutParameters());
    }

    /** Whether the first layer takes signed bytes as they are. */
    boolean foldsInput() {
        return InputFolding.isExact(architecture);
    }

    /** What to take off signed bytes, for a row of pixels: channel by channel, again and again. */
    float[] mean(int side) {
        return row(preprocessing.mean(), -InputFolding.MIDDLE, side);
    }

    /** By what to divide then. */
    float[] scale(int side) {
        return row(preprocessing.scale(), 0, side);
    }

    private static float[] row(List<Double> channels, int offset, int side) {
        float[] values = new float[side * channels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (channels.get(i % channels.size()) + offset);
        }
        return values;
    }

    /** Back from what the first layer would take to levels minus {@link InputFolding#MIDDLE}. */
    float[] levels(float[] planes) {
        float[] levels = new float[planes.length];
        int plane = planes.length / 3;
        for (int i = 0; i < levels.length; i++) {
            int channel = i / plane;
            double level = planes[i] * preprocessing.scale().get(channel)
                    + preprocessing.mean().get(channel);
            levels[i] = (float) (level - InputFolding.MIDDLE);
        }
        return levels;
    }
}
