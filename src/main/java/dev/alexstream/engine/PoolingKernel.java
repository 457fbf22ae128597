package dev.alexstream.engine;

import dev.alexstream.network.Layer.MaxPooling;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maximum over windows. */
record PoolingKernel(MaxPooling layer) implements Kernel {

    @Override
    public Runnable bind(INDArray input, INDArray output) {
        long k = layer.kernel();
        long s = layer.stride();
        return NativeOp.of("maxpool2d", List.of(input), output, k, k, s, s, 0, 0, 1, 1, 0, 0, 0);
    }
}
