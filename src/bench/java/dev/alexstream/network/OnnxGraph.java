package dev.alexstream.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A graph of ONNX: nodes that follow from one another, and constants.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the messages and the numbers of their fields</a>
 */
final class OnnxGraph {

    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int INT32 = 6;

    private final ProtoMessage graph = new ProtoMessage();

    static ProtoMessage node(String operator, String... inputs) {
        var node = new ProtoMessage();
        List.of(inputs).forEach(input -> node.text(1, input));
        return node.text(4, operator);
    }

    static ProtoMessage real(String name, double value) {
        return new ProtoMessage().text(1, name).real(2, value).number(20, 1);
    }

    static ProtoMessage number(String name, int value) {
        return new ProtoMessage().text(1, name).number(3, value).number(20, 2);
    }

    static ProtoMessage numbers(String name, int... values) {
        var message = new ProtoMessage().text(1, name);
        for (int value : values) {
            message.number(8, value);
        }
        return message.number(20, 7);
    }

    /** @return the name of what the node gives */
    String append(ProtoMessage node, String output) {
        graph.message(1, node.text(2, output).text(3, output + ".node"));
        return output;
    }

    /** @return the name of the constant, like the others */
    String floats(String name, Tensor tensor) {
        return constant(name, FLOAT, tensor.shape(), tensor.as(DataType.F32).data());
    }

    /** A single number. */
    String real(String name, float value) {
        return floats(name, Tensor.of(DataType.F32, List.of(), value));
    }

    /** A single unsigned byte. */
    String unsignedByte(String name, int value) {
        return constant(name, UINT8, List.of(), ByteBuffer.wrap(new byte[] {(byte) value}));
    }

    String signedBytes(String name, List<Integer> shape, byte... values) {
        return constant(name, INT8, shape, ByteBuffer.wrap(values));
    }

    String integers(String name, int... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asIntBuffer().put(values);
        return constant(name, INT32, List.of(values.length), data);
    }

    private String constant(String name, int type, List<Integer> shape, ByteBuffer data) {
        var message = new ProtoMessage();
        shape.forEach(side -> message.number(1, side));
        graph.message(5, message.number(2, type).text(8, name).bytes(9, data));
        return name;
    }

    /**
     * Images in, probabilities out.
     *
     * @return the complete graph
     */
    ProtoMessage of(Architecture architecture) {
        int side = architecture.inputSide();
        List<Layer> layers = architecture.layers();
        Shape classes =
                Shapes.of(architecture).output(layers.get(layers.size() - 1).name());
        return graph.text(2, architecture.name())
                .message(11, value(OnnxFile.INPUT, List.of(3, side, side)))
                .message(12, value(OnnxFile.OUTPUT, List.of(classes.size())));
    }

    /** @param sides of one image's values; how many images there are is left open */
    private static ProtoMessage value(String name, List<Integer> sides) {
        var shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "N"));
        sides.forEach(side -> shape.message(1, new ProtoMessage().number(1, side)));
        var tensor = new ProtoMessage().number(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
