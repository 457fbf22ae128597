package dev.alexstream.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a network with its weights as an ONNX model of operator set {@value #OPERATOR_SET}. Input {@code images}: float, [N, 3, side,
 * side], as preprocessing leaves it. Output {@code probabilities}: float, [N, classes].
 */
public final class OnnxFile {

    static final String INPUT = "images";
    static final String OUTPUT = "probabilities";

    private static final int OPERATOR_SET = 13;
    private static final int MICROSOFT_OPERATOR_SET = 1;
    private static final int FORMAT_VERSION = 7;

    private OnnxFile() {}

    /** In 32 bits. */
    public static void write(Architecture architecture, Weights weights, Path file) throws IOException {
        weights.requireFit(architecture);
        var graph = new OnnxGraph();
        weights.tensors().forEach(graph::floats);
        var nodes = new OnnxNodes(Shapes.of(architecture), graph);
        architecture.layers().forEach(layer -> layer.accept(nodes));
        write(model(graph.of(architecture)), file);
    }

    /**
     * In 8 bits: convolutions and dense layers take and give bytes, everything else is in 32 bits. Dense layers are an operator that only
     * ONNX Runtime has.
     *
     * @param steps of all layers with weights, and of those that normalise
     */
    public static void writeBytes(Architecture architecture, Weights weights, OnnxSteps steps, Path file)
            throws IOException {
        weights.requireFit(architecture);
        var graph = new OnnxGraph();
        var nodes = new OnnxByteNodes(architecture, steps, new OnnxByteConstants(weights, graph), graph);
        architecture.layers().forEach(layer -> layer.accept(nodes));
        var microsoft = new ProtoMessage().text(1, OnnxByteNodes.MICROSOFT).number(2, MICROSOFT_OPERATOR_SET);
        write(model(graph.of(architecture)).message(8, microsoft), file);
    }

    private static ProtoMessage model(ProtoMessage graph) {
        return new ProtoMessage()
                .number(1, FORMAT_VERSION)
                .text(2, "alexstream")
                .message(7, graph)
                .message(8, new ProtoMessage().number(2, OPERATOR_SET));
    }

    private static void write(ProtoMessage model, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            model.writeTo(channel);
        }
    }
}
