package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * What is compiled.
 *
 * @param precision of weights and activations; biases, sums and probabilities have 32 bits
 */
record OneDnnNetwork(
        Architecture architecture, Shapes shapes, Weights weights, Preprocessing preprocessing, DataType precision) {

    /** oneDNN's number of the precision. */
    int dataType() {
        return precision == DataType.BF16 ? dnnl.dnnl_bf16 : dnnl.dnnl_f32;
    }

    /** Whether the first layer takes signed bytes as they are. */
    boolean foldsInput() {
        return InputFolding.isExact(architecture);
    }

    float[] weight(String layer) {
        return folding(layer).map(InputFolding::weight).orElseGet(() -> weights.floats(layer + ".weight"));
    }

    float[] bias(String layer) {
        return folding(layer).map(InputFolding::bias).orElseGet(() -> weights.floats(layer + ".bias"));
    }

    private Optional<InputFolding> folding(String layer) {
        return foldsInput()
                        && architecture.layers().get(0) instanceof Convolution first
                        && first.name().equals(layer)
                ? Optional.of(new InputFolding(first, weights, preprocessing, precision))
                : Optional.empty();
    }

    /** What to take off signed bytes, by channel. */
    float[] mean() {
        return floats(preprocessing.mean(), -InputFolding.MIDDLE);
    }

    /** By what to divide then, by channel. */
    float[] scale() {
        return floats(preprocessing.scale(), 0);
    }

    private static float[] floats(List<Double> channels, int offset) {
        float[] values = new float[channels.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (channels.get(i) + offset);
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
