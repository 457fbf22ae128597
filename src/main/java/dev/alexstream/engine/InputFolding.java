package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The first convolution on signed bytes, levels minus {@link #MIDDLE}, instead of {@code (level - mean) / scale}: divide its weights by the
 * scale, and take what they then make of the rest of the mean from its bias. Without padding this is the same function; with padding it is
 * not, since the zeros around an image stand for the mean.
 *
 * <p>Signed bytes fit into 8 bits of significand, and the bias is made from the rounded weights: bfloat16 loses nothing by it. Taking off
 * the middle first keeps the sums small, and float32 exact to the last bits.
 *
 * @param rounding of folded weights to what the layer multiplies with
 */
record InputFolding(Convolution layer, Weights weights, Preprocessing preprocessing, UnaryOperator<float[]> rounding) {

    /** Of all levels: what turns them into signed bytes. */
    static final int MIDDLE = 128;

    private static final int CHANNELS = 3;

    static boolean isExact(Architecture architecture) {
        return architecture.layers().get(0) instanceof Convolution first && first.padding() == 0;
    }

    /** Of this layer, where it is the first one and folding is exact. */
    static Optional<InputFolding> of(String layer, OneDnnFloats network, UnaryOperator<float[]> rounding) {
        return isExact(network.architecture())
                        && network.architecture().layers().get(0) instanceof Convolution first
                        && first.name().equals(layer)
                ? Optional.of(new InputFolding(first, network.stored(), network.preprocessing(), rounding))
                : Optional.empty();
    }

    /** [out, 3 / groups, kernel, kernel]. */
    float[] weight() {
        Tensor tensor = weights.tensor(layer.name() + ".weight");
        float[] folded = tensor.floats();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = (float) (folded[i] / preprocessing.scale().get(channel(i, folded.length)));
        }
        return rounding.apply(folded);
    }

    /** [out]. */
    float[] bias() {
        float[] folded = weights.floats(layer.name() + ".bias");
        float[] weight = weight();
        int inputs = weight.length / folded.length;
        for (int out = 0; out < folded.length; out++) {
            double bias = folded[out];
            for (int i = out * inputs; i < (out + 1) * inputs; i++) {
                bias -= weight[i] * (preprocessing.mean().get(channel(i, weight.length)) - MIDDLE);
            }
            folded[out] = (float) bias;
        }
        return folded;
    }

    /** Which colour a weight is for. */
    private int channel(int index, int length) {
        int perOutput = length / layer.outChannels();
        int plane = layer.kernel() * layer.kernel();
        int group = index / perOutput / (layer.outChannels() / layer.groups());
        return group * (CHANNELS / layer.groups()) + index % perOutput / plane;
    }
}
