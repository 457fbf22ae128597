package dev.alexstream.network;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.List;

/** Layers to nodes of an ONNX graph, one after another; answers the name of the values that the layer gives. */
final class OnnxNodes implements Layer.Visitor<String> {

    private final Shapes shapes;
    private final ProtoMessage graph;
    private String current = OnnxFile.INPUT;

    /** @param graph to which nodes are added */
    OnnxNodes(Shapes shapes, ProtoMessage graph) {
        this.shapes = shapes;
        this.graph = graph;
    }

    @Override
    public String convolution(Convolution layer) {
        int side = layer.kernel();
        int padding = layer.padding();
        ProtoMessage node = weighted("Conv", layer.name())
                .message(5, numbers("kernel_shape", side, side))
                .message(5, numbers("strides", layer.stride(), layer.stride()))
                .message(5, numbers("pads", padding, padding, padding, padding))
                .message(5, number("group", layer.groups()));
        append(node, layer.name() + ".sums");
        return append(node("Relu", current), layer.name());
    }

    /** ONNX divides alpha by the number of channels. */
    @Override
    public String normalization(LocalResponseNormalization layer) {
        ProtoMessage node = node("LRN", current)
                .message(5, number("size", layer.size()))
                .message(5, real("alpha", layer.alpha() * layer.size()))
                .message(5, real("beta", layer.beta()))
                .message(5, real("bias", layer.k()));
        return append(node, layer.name());
    }

    @Override
    public String pooling(MaxPooling layer) {
        ProtoMessage node = node("MaxPool", current)
                .message(5, numbers("kernel_shape", layer.kernel(), layer.kernel()))
                .message(5, numbers("strides", layer.stride(), layer.stride()));
        return append(node, layer.name());
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

    private static ProtoMessage node(String operator, String... inputs) {
        var node = new ProtoMessage();
        List.of(inputs).forEach(input -> node.text(1, input));
        return node.text(4, operator);
    }

    private String append(ProtoMessage node, String output) {
        graph.message(1, node.text(2, output).text(3, output + ".node"));
        current = output;
        return output;
    }

    private static ProtoMessage real(String name, double value) {
        return new ProtoMessage().text(1, name).real(2, value).number(20, 1);
    }

    private static ProtoMessage number(String name, int value) {
        return new ProtoMessage().text(1, name).number(3, value).number(20, 2);
    }

    private static ProtoMessage numbers(String name, int... values) {
        var message = new ProtoMessage().text(1, name);
        for (int value : values) {
            message.number(8, value);
        }
        return message.number(20, 7);
    }
}
