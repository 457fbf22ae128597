package dev.alexstream.network;

/** One layer of a feed-forward network; {@code name} is unique in its architecture and the prefix of its weights' names. */
public sealed interface Layer {

    String name();

    /** Calls the visitor's method for this kind of layer. */
    <R> R accept(Visitor<R> visitor);

    /** One case for each kind of layer: whoever compiles an architecture cannot forget one. */
    interface Visitor<R> {

        R convolution(Convolution layer);

        R normalization(LocalResponseNormalization layer);

        R pooling(MaxPooling layer);

        R dense(Dense layer);

        R dropout(Dropout layer);

        R softmax(Softmax layer);
    }

    /**
     * Two-dimensional cross-correlation with bias, followed by ReLU. Weights: {@code name.weight} of shape [out, in / groups, kernel,
     * kernel] and {@code name.bias} of shape [out].
     */
    record Convolution(String name, int outChannels, int kernel, int stride, int padding, int groups) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.convolution(this);
        }
    }

    /**
     * Local response normalisation across channels: {@code b = a / (k + alpha * sum a^2)^beta}, the sum over {@code size} neighbouring
     * channels; {@code alpha} is <em>not</em> divided by {@code size} (Krizhevsky et al. 2012, section 3.3).
     */
    record LocalResponseNormalization(String name, int size, double k, double alpha, double beta) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.normalization(this);
        }
    }

    /** Maximum over square windows, without padding. */
    record MaxPooling(String name, int kernel, int stride) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pooling(this);
        }
    }

    /**
     * Fully connected with bias, followed by ReLU. A spatial input is flattened channel first, then row, then column. Weights: {@code
     * name.weight} of shape [units, inputs] and {@code name.bias} of shape [units].
     */
    record Dense(String name, int units) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }
    }

    /** Dropout with the given probability of zeroing; the identity outside training. */
    record Dropout(String name, double rate) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropout(this);
        }
    }

    /** Fully connected without ReLU, then softmax over the classes. Weights as in {@link Dense}. */
    record Softmax(String name, int classes) implements Layer {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.softmax(this);
        }
    }
}
