package dev.alexstream.model.foreign;

import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Softmax;
import java.util.List;

/**
 * A layer as DL4J has it.
 *
 * @param layer what it does; of one group
 * @param inputs channels or values that go into it; 0 where the layer has no parameters
 */
record Dl4jPart(String name, Layer layer, int inputs) {

    boolean hasParameters() {
        return outputs() > 0;
    }

    /** Shape of the weights in the order of this program. */
    List<Integer> shape() {
        return layer instanceof Convolution convolution
                ? List.of(outputs(), inputs, convolution.kernel(), convolution.kernel())
                : List.of(outputs(), inputs);
    }

    /** 0 where the layer has no parameters. */
    int outputs() {
        if (layer instanceof Convolution convolution) {
            return convolution.outChannels();
        }
        if (layer instanceof Dense dense) {
            return dense.units();
        }
        return layer instanceof Softmax softmax ? softmax.classes() : 0;
    }

    boolean isConvolution() {
        return layer instanceof Convolution;
    }

    long weightCount() {
        return shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** Weights and biases. */
    long parameterCount() {
        return weightCount() + outputs();
    }
}
