package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Dl4jJson.className;
import static dev.alexstream.model.foreign.Dl4jJson.refused;
import static dev.alexstream.model.foreign.Dl4jJson.requireNothing;
import static dev.alexstream.model.foreign.Dl4jJson.requireWord;
import static dev.alexstream.model.foreign.Dl4jJson.square;
import static dev.alexstream.model.foreign.Dl4jJson.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.Set;

/** One layer of a DL4J configuration at a time; refuses what computes anything that no layer of ours computes. */
final class Dl4jParts {

    private static final Set<String> HARMLESS =
            Set.of("", "CnnToFeedForwardPreProcessor", "FeedForwardToCnnPreProcessor");

    private Dl4jParts() {}

    /**
     * @param layer of the kind that DL4J calls {@code Layer}
     */
    static Dl4jPart read(JsonNode layer, String name) {
        return switch (className(layer)) {
            case "ConvolutionLayer" -> convolution(layer, name);
            case "SubsamplingLayer" -> new Dl4jPart(name, pooling(layer, name), 0);
            case "LocalResponseNormalization" -> new Dl4jPart(name, normalization(layer, name), 0);
            case "DropoutLayer" -> new Dl4jPart(name, new Dropout(name, 0), 0);
            case "DenseLayer" -> dense(layer, name);
            case "OutputLayer" -> output(layer, name);
            case "" ->
                throw refused("layer " + name + " says no @class; DL4J 0.9 and older wrote such files, load it"
                        + " and save it again with 1.0.0-M2.1");
            default ->
                throw refused("layer " + name + " is a " + className(layer) + ", which no network of this program has");
        };
    }

    /** Refuses what changes the data on its way into a layer, but for its shape. */
    static void requireHarmless(JsonNode preprocessor, String name) {
        if (!HARMLESS.contains(className(preprocessor))) {
            throw refused("the " + className(preprocessor) + " before layer " + name + " is not known here");
        }
        requireWord(preprocessor, "format", "the preprocessor of layer " + name, "NCHW");
    }

    private static Dl4jPart convolution(JsonNode layer, String name) {
        requireWindow(layer, name);
        requireActivation(layer, name, "ActivationReLU");
        var convolution = new Convolution(
                name,
                whole(layer, "nout", "layer " + name),
                square(layer, "kernelSize", "layer " + name),
                square(layer, "stride", "layer " + name),
                square(layer, "padding", "layer " + name),
                1);
        return new Dl4jPart(name, convolution, whole(layer, "nin", "layer " + name));
    }

    private static MaxPooling pooling(JsonNode layer, String name) {
        requireWindow(layer, name);
        requireWord(layer, "poolingType", "layer " + name, "MAX");
        if (square(layer, "padding", "layer " + name) != 0) {
            throw refused("layer " + name + " pools with padding, which no network of this program does");
        }
        return new MaxPooling(
                name, square(layer, "kernelSize", "layer " + name), square(layer, "stride", "layer " + name));
    }

    private static LocalResponseNormalization normalization(JsonNode layer, String name) {
        requireWord(layer, "dataFormat", "layer " + name, "NCHW");
        return new LocalResponseNormalization(
                name,
                (int) layer.path("n").asDouble(),
                layer.path("k").asDouble(),
                layer.path("alpha").asDouble(),
                layer.path("beta").asDouble());
    }

    private static Dl4jPart dense(JsonNode layer, String name) {
        requireActivation(layer, name, "ActivationReLU");
        int units = whole(layer, "nout", "layer " + name);
        return new Dl4jPart(name, new Dense(name, units), inputs(layer, name));
    }

    private static Dl4jPart output(JsonNode layer, String name) {
        requireActivation(layer, name, "ActivationSoftmax");
        int classes = whole(layer, "nout", "layer " + name);
        return new Dl4jPart(name, new Softmax(name, classes), inputs(layer, name));
    }

    private static int inputs(JsonNode layer, String name) {
        requireWord(layer, "hasLayerNorm", "layer " + name, "false");
        return whole(layer, "nin", "layer " + name);
    }

    private static void requireWindow(JsonNode layer, String name) {
        requireWord(layer, "convolutionMode", "layer " + name, "Truncate", "Strict");
        requireWord(layer, "cnn2dDataFormat", "layer " + name, "NCHW");
        if (layer.has("dilation") && square(layer, "dilation", "layer " + name) != 1) {
            throw refused("layer " + name + " is dilated, which no layer of this program is");
        }
    }

    private static void requireActivation(JsonNode layer, String name, String wanted) {
        JsonNode activation = layer.path("activationFn");
        if (!className(activation).equals(wanted)) {
            throw refused("layer " + name + " has the activation " + className(activation) + ", not " + wanted);
        }
        requireNothing(activation, "negativeSlope", "layer " + name);
        requireNothing(activation, "threshold", "layer " + name);
        requireNothing(activation, "max", "layer " + name);
        requireWord(layer, "hasBias", "layer " + name, "true");
    }
}
