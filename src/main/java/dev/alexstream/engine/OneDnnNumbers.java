package dev.alexstream.engine;

/** The numbers that a network computes with, and its parameters in them. Types are oneDNN's, for example {@code dnnl_bf16}. */
sealed interface OneDnnNumbers permits OneDnnFloats, OneDnnBytes {

    /** {@code fp32}, {@code bf16} or {@code int8}. */
    String precision();

    /** Type of what goes into a convolution or a dense layer. */
    int source(String layer);

    /** Type of the weights of such a layer; its bias has 32 bits. */
    int weights(String layer);

    /** Type of what comes out of it. */
    int result(String layer);

    /** Row-major, as the architecture has them. */
    float[] weight(String layer);

    /** In units of the result. */
    float[] bias(String layer);

    /** Whether the sums of each output are multiplied by a factor before the bias is added. */
    boolean isScaled(String layer);

    /** These factors, by output. */
    float[] scales(String layer);

    /** What 1 stands for in what goes into a layer. */
    float sourceUnit(String layer);

    /** What 1 stands for in what comes out of a layer. */
    float resultUnit(String layer);

    /** The same without weights, biases and factors, when those are kept elsewhere: asking for one fails. */
    OneDnnNumbers withoutParameters();
}
