package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

    private static final LocalResponseNormalization NORMALIZATION =
            new LocalResponseNormalization("norm1", 5, 2, 1e-4, 0.75);
    private static final MaxPooling POOLING = new MaxPooling("pool1", 3, 2);
    private static final OnnxSteps STEPS = OnnxSteps.of(
            new Preprocessing(16, List.of(127.5, 127.5, 127.5), List.of(64.0, 64.0, 64.0)),
            new ActivationRanges(1, new TreeMap<>(Map.of("norm1", 1.0, "conv2", 1.0, "fc3", 1.0, "output", 1.0))));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("network.onnx");
    }

    @Test
    void shouldWriteLayersAsNodes() throws IOException {
        Architecture architecture = network(NORMALIZATION, POOLING);

        OnnxFile.write(architecture, weights(architecture), file);

        assertThat(operators())
                .containsExactly(
                        "Conv", "Relu", "LRN", "MaxPool", "Conv", "Relu", "Flatten", "Gemm", "Relu", "Gemm", "Softmax");
    }

    @Test
    void shouldComputeInBytesAllThatHasWeights() throws IOException {
        Architecture architecture = network(NORMALIZATION, POOLING);

        OnnxFile.writeBytes(architecture, weights(architecture), STEPS, file);

        assertThat(operators())
                .containsExactly(
                        "QuantizeLinear",
                        "QLinearConv",
                        "DequantizeLinear",
                        "LRN",
                        "MaxPool",
                        "QuantizeLinear",
                        "QLinearConv",
                        "Flatten",
                        "QGemm",
                        "QGemm",
                        "Softmax");
    }

    @Test
    void shouldPickTheLargestByteWhenPoolingComesFirst() throws IOException {
        Architecture architecture = network(POOLING, NORMALIZATION);

        OnnxFile.writeBytes(architecture, weights(architecture), STEPS, file);

        assertThat(operators())
                .startsWith("QuantizeLinear", "QLinearConv", "MaxPool", "DequantizeLinear", "LRN", "QuantizeLinear");
    }

    private static Architecture network(Layer second, Layer third) {
        return new Architecture(
                "small",
                13,
                List.of(
                        new Convolution("conv1", 4, 3, 1, 0, 1),
                        second,
                        third,
                        new Convolution("conv2", 4, 3, 1, 1, 2),
                        new Dense("fc3", 6),
                        new Softmax("output", 3)));
    }

    private static Weights weights(Architecture architecture) {
        return WeightInitializer.of(architecture).initialize(architecture, 1);
    }

    private List<String> operators() throws IOException {
        ByteBuffer model = ByteBuffer.wrap(Files.readAllBytes(file));
        ByteBuffer graph = ProtoFields.of(model, 7).get(0);
        return ProtoFields.of(graph, 1).stream()
                .map(node -> ProtoFields.of(node, 4).get(0))
                .map(ProtoFields::text)
                .toList();
    }
}
