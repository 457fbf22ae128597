package dev.alexstream.engine;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One layer with its weights in native memory, not yet bound to the arrays it works on. */
interface Kernel extends AutoCloseable {

    /**
     * @param input [images, channels, height, width], row-major; read only
     * @param output [images, channels, height, width], row-major, apart from the input; written entirely
     * @return computes the output from the input, as often as it is run
     */
    Runnable bind(INDArray input, INDArray output);

    /** Frees the weights. */
    @Override
    default void close() {}
}
