package dev.alexstream.engine;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Weights;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution with bias and ReLU. ND4J knows no groups: each group is a convolution of its own from a slice of the input's channels into a
 * slice of the output's, without copies.
 */
final class ConvolutionKernel implements Kernel {

    private static final long NCHW = 0;
    private static final long WEIGHTS_OUT_IN_ROW_COLUMN = 1;

    private final Convolution layer;
    private final INDArray weight;
    private final INDArray bias;

    ConvolutionKernel(Convolution layer, Weights weights) {
        this.layer = layer;
        this.weight = NativeArrays.of(weights.tensor(layer.name() + ".weight"));
        this.bias = NativeArrays.of(weights.tensor(layer.name() + ".bias"));
    }

    @Override
    public Runnable bind(INDArray input, INDArray output) {
        List<Runnable> steps = new ArrayList<>();
        for (int group = 0; group < layer.groups(); group++) {
            steps.add(group(group, input, output));
        }
        steps.add(NativeOp.of("relu", List.of(output), output, new double[] {0}));
        return () -> steps.forEach(Runnable::run);
    }

    private Runnable group(int group, INDArray input, INDArray output) {
        long in = weight.size(1);
        long out = layer.outChannels() / layer.groups();
        List<INDArray> inputs = List.of(
                layer.groups() == 1 ? input : NativeArrays.channels(input, group * in, in),
                NativeArrays.slice(weight, group * out, out),
                NativeArrays.slice(bias, group * out, out));
        INDArray target = layer.groups() == 1 ? output : NativeArrays.channels(output, group * out, out);
        long k = layer.kernel();
        long s = layer.stride();
        long p = layer.padding();
        return NativeOp.of("conv2d", inputs, target, k, k, s, s, p, p, 1, 1, 0, NCHW, WEIGHTS_OUT_IN_ROW_COLUMN);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
