package dev.alexstream.network;

import static dev.alexstream.network.OnnxGraph.node;
import static dev.alexstream.network.OnnxGraph.number;
import static dev.alexstream.network.OnnxGraph.numbers;
import static dev.alexstream.network.OnnxGraph.real;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;

/** Layers to nodes of an ONNX graph, one after another; answers the name of the values that the layer gives. */
final class OnnxNodes implements Layer.Visitor<String> {

    private final Shapes shapes;
    private final OnnxGraph graph;
    private String current = OnnxFile.INPUT;

    /** @param graph to which nodes are added */
    OnnxNodes(Shapes shapes, OnnxGraph graph) {
        this.shapes = shapes;
        this.graph = graph;
    }

    @Override
    public String convolution(Convolution layer) {
        ProtoMessage node = weighted("Conv", layer.name());
        addGeometry(node, layer);
        append(node, layer.name() + ".sums");
        return append(node("Relu", current), layer.name());
    }

    static void addGeometry(ProtoMessage node, Convolution layer) {
        int side = layer.kernel();
        int padding = layer.padding();
        node.message(5, numbers("kernel_shape", side, side))
                .message(5, numbers("strides", layer.stride(), layer.stride()))
                .message(5, numbers("pads", padding, padding, padding, padding))
                .message(5, number("group", layer.groups()));
    }

    @Override
    public String normalization(LocalResponseNormalization layer) {
        return append(normalizing(layer, current), layer.name());
    }

    /** ONNX divides alpha by the number of channels. */
    static ProtoMessage normalizing(LocalResponseNormalization layer, String input) {
        return node("LRN", input)
                .message(5, number("size", layer.size()))
                .message(5, real("alpha", layer.alpha() * layer.size()))
                .message(5, real("beta", layer.beta()))
                .message(5, real("bias", layer.k()));
    }

    @Override
    public String pooling(MaxPooling layer) {
        return append(pooling(layer, current), layer.name());
    }

    static ProtoMessage pooling(MaxPooling layer, String input) {
        return node("MaxPool", input)
                .message(5, numbers("kernel_shape", layer.kernel(), layer.kernel()))
                .message(5, numbers("strides", layer.stride(), layer.stride()));
    }

    @Override
    public String dense(Dense layer) {
        connect(layer.name());
        return append(node("Relu", current), layer.name());
    }

    @Override
    public String dropout(Dropout layer) {
        return current;
    }

    @Override
    public String softmax(Softmax layer) {
        connect(layer.name());
        return append(node("Softmax", current).message(5, number("axis", 1)), OnnxFile.OUTPUT);
    }

    private void connect(String layer) {
        Shape input = shapes.input(layer);
        if (input.height() * input.width() > 1) {
            append(node("Flatten", current).message(5, number("axis", 1)), layer + ".flat");
        }
        append(weighted("Gemm", layer).message(5, number("transB", 1)), layer + ".sums");
    }

    private ProtoMessage weighted(String operator, String layer) {
        return node(operator, current, layer + ".weight", layer + ".bias");
    }

    private String append(ProtoMessage node, String output) {
        current = graph.append(node, output);
        return output;
    }
}
