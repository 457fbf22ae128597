package dev.alexstream.engine;

import dev.alexstream.network.Weights;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix product with bias, then ReLU or softmax. */
final class DenseKernel implements Kernel {

    /** What follows the bias. */
    enum Activation {
        RELU,
        SOFTMAX
    }

    private final INDArray weight;
    private final INDArray bias;
    private final Activation activation;

    DenseKernel(String name, Weights weights, Activation activation) {
        this.weight = NativeArrays.of(weights.tensor(name + ".weight"));
        this.bias = NativeArrays.of(weights.tensor(name + ".bias"));
        this.activation = activation;
    }

    @Override
    public Runnable bind(INDArray input, INDArray output) {
        INDArray rows = NativeArrays.rows(input);
        INDArray results = NativeArrays.rows(output);
        NativeOp product = NativeOp.of("matmul", List.of(rows, weight), results, new double[] {1, 0}, 0, 1, 0);
        NativeOp biased = NativeOp.of("biasadd", List.of(results, bias), results);
        NativeOp activated =
                switch (activation) {
                    case RELU -> NativeOp.of("relu", List.of(results), results, new double[] {0});
                    case SOFTMAX -> NativeOp.of("softmax", List.of(results), results, 1);
                };
        return () -> {
            product.run();
            biased.run();
            activated.run();
        };
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
