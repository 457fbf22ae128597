package dev.alexstream.network;

import dev.alexstream.network.OnnxSteps.Step;
import java.util.List;

/**
 * Weights in whole steps, -127 to 127, of a size of its own for each output, so that the largest weight is 127; biases in whole steps of
 * the sums.
 */
record OnnxByteConstants(Weights weights, OnnxGraph graph) {

    private static final float MOST = 127;

    /** The names of the size of a step and of the byte that stands for zero. */
    List<String> step(String of, Step step) {
        return List.of(graph.real(of + ".step", step.size()), graph.unsignedByte(of + ".zero", step.zero()));
    }

    /** The names of the steps of a layer's weights, of their sizes, of their zeros, and of the biases. */
    List<String> layer(String layer, Step source) {
        Tensor tensor = weights.tensor(layer + ".weight");
        float[] weight = tensor.floats();
        float[] bias = weights.floats(layer + ".bias");
        float[] sizes = sizes(weight, bias.length);
        return List.of(
                graph.signedBytes(layer + ".weight", tensor.shape(), counts(weight, sizes)),
                graph.floats(layer + ".weight.steps", Tensor.of(DataType.F32, List.of(sizes.length), sizes)),
                graph.signedBytes(layer + ".weight.zeros", List.of(sizes.length), new byte[sizes.length]),
                graph.integers(layer + ".bias", biases(bias, sizes, source)));
    }

    /** One where all weights of an output are zero: any step will do. */
    static float[] sizes(float[] weight, int outputs) {
        float[] sizes = new float[outputs];
        int inputs = weight.length / outputs;
        for (int i = 0; i < weight.length; i++) {
            sizes[i / inputs] = Math.max(sizes[i / inputs], Math.abs(weight[i]) / MOST);
        }
        for (int output = 0; output < outputs; output++) {
            sizes[output] = sizes[output] > 0 ? sizes[output] : 1;
        }
        return sizes;
    }

    static byte[] counts(float[] weight, float... sizes) {
        byte[] counts = new byte[weight.length];
        int inputs = weight.length / sizes.length;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (byte) Math.rint(weight[i] / sizes[i / inputs]);
        }
        return counts;
    }

    private static int[] biases(float[] bias, float[] sizes, Step source) {
        int[] counts = new int[bias.length];
        for (int output = 0; output < counts.length; output++) {
            counts[output] = Math.round(bias[output] / (sizes[output] * source.size()));
        }
        return counts;
    }
}
