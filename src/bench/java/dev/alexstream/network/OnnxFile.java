package dev.alexstream.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a network with its weights as an ONNX model of operator set {@value #OPERATOR_SET}. Input {@code images}: float, [N, 3, side,
 * side], as preprocessing leaves it. Output {@code probabilities}: float, [N, classes].
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages and the numbers of their fields</a>
 */
public final class OnnxFile {

    static final String INPUT = "images";
    static final String OUTPUT = "probabilities";

    private static final int OPERATOR_SET = 13;
    private static final int FORMAT_VERSION = 7;
    private static final int FLOAT = 1;

    private OnnxFile() {}

    public static void write(Architecture architecture, Weights weights, Path file) throws IOException {
        weights.requireFit(architecture);
        ProtoMessage model = new ProtoMessage()
                .number(1, FORMAT_VERSION)
                .text(2, "alexstream")
                .message(7, graph(architecture, weights))
                .message(8, new ProtoMessage().number(2, OPERATOR_SET));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            model.writeTo(channel);
        }
    }

    private static ProtoMessage graph(Architecture architecture, Weights weights) {
        var graph = new ProtoMessage();
        var nodes = new OnnxNodes(Shapes.of(architecture), graph);
        architecture.layers().forEach(layer -> layer.accept(nodes));
        graph.text(2, architecture.name());
        weights.tensors().forEach((name, tensor) -> graph.message(5, initializer(name, tensor)));
        int side = architecture.inputSide();
        int classes = weights.tensor(last(architecture) + ".bias").size();
        return graph.message(11, value(INPUT, List.of(3, side, side))).message(12, value(OUTPUT, List.of(classes)));
    }

    private static String last(Architecture architecture) {
        return architecture.layers().get(architecture.layers().size() - 1).name();
    }

    private static ProtoMessage initializer(String name, Tensor tensor) {
        var message = new ProtoMessage();
        tensor.shape().forEach(side -> message.number(1, side));
        return message.number(2, FLOAT)
                .text(8, name)
                .bytes(9, tensor.as(DataType.F32).data());
    }

    /** @param sides of one image's values; how many images there are is left open */
    private static ProtoMessage value(String name, List<Integer> sides) {
        var shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "N"));
        sides.forEach(side -> shape.message(1, new ProtoMessage().number(1, side)));
        var tensor = new ProtoMessage().number(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
