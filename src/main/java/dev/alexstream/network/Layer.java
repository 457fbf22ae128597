package dev.alexstream.network;

/** One layer of a feed-forward network; {@code name} is unique in its architecture and the prefix of its weights' names. */
public sealed interface Layer {

    String name();

    /**
     * Two-dimensional cross-correlation with bias, followed by ReLU. Weights: {@code name.weight} of shape [out, in / groups, kernel,
     * kernel] and {@code name.bias} of shape [out].
     */
    record Convolution(String name, int outChannels, int kernel, int stride, int padding, int groups)
            implements Layer {}

    /**
     * Local response normalisation across channels: {@code b = a / (k + alpha * sum a^2)^beta}, the sum over {@code size} neighbouring
     * channels; {@code alpha} is <em>not</em> divided by {@code size} (Krizhevsky et al. 2012, section 3.3).
     */
    record LocalResponseNormalization(String name, int size, double k, double alpha, double beta) implements Layer {}

    /** Maximum over square windows, without padding. */
    record MaxPooling(String name, int kernel, int stride) implements Layer {}

    /**
     * Fully connected with bias, followed by ReLU. A spatial input is flattened channel first, then row, then column. Weights: {@code
     * name.weight} of shape [units, inputs] and {@code name.bias} of shape [units].
     */
    record Dense(String name, int units) implements Layer {}

    /** Dropout with the given probability of zeroing; the identity outside training. */
    record Dropout(String name, double rate) implements Layer {}

    /** Fully connected without ReLU, then softmax over the classes. Weights as in {@link Dense}. */
    record Softmax(String name, int classes) implements Layer {}
}
