package dev.alexstream.engine;

import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Carries weights into a DL4J graph and back. DL4J keeps dense weights as [inputs, units], biases as [1, units], and those of a grouped
 * convolution in one layer for each group. The graph's parameters are written and read in place.
 */
record Dl4jWeights(ComputationGraph graph, List<Layer> layers) {

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    void load(Weights weights) {
        for (Layer layer : layers) {
            if (weights.names().contains(layer.name() + WEIGHT)) {
                try (INDArray weight = NativeArrays.of(weights.tensor(layer.name() + WEIGHT));
                        INDArray bias = NativeArrays.of(weights.tensor(layer.name() + BIAS))) {
                    load(layer, weight, bias);
                }
            }
        }
    }

    private void load(Layer layer, INDArray weight, INDArray bias) {
        if (layer instanceof Convolution convolution) {
            for (int group = 0; group < convolution.groups(); group++) {
                INDArrayIndex rows = rows(convolution, group);
                set(Dl4jCompiler.group(convolution, group), weight.get(rows), bias.get(rows));
            }
        } else {
            set(layer.name(), weight.transpose(), bias);
        }
    }

    private void set(String layer, INDArray weight, INDArray bias) {
        graph.getParam(layer + "_W").assign(weight);
        graph.getParam(layer + "_b").assign(bias.reshape(1, bias.length()));
    }

    /** In the names, shapes and order of the architecture. */
    Weights read() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer instanceof Convolution convolution) {
                read(convolution, tensors);
            } else if (graph.paramTable().containsKey(layer.name() + "_W")) {
                INDArray weight = graph.getParam(layer.name() + "_W").transpose();
                tensors.put(layer.name() + WEIGHT, tensor(weight));
                tensors.put(layer.name() + BIAS, tensor(flat(graph.getParam(layer.name() + "_b"))));
            }
        }
        return new Weights(tensors);
    }

    private void read(Convolution layer, Map<String, Tensor> tensors) {
        long inputs = graph.getParam(Dl4jCompiler.group(layer, 0) + "_W").size(1);
        try (INDArray weight = NativeArrays.allocate(layer.outChannels(), inputs, layer.kernel(), layer.kernel());
                INDArray bias = NativeArrays.allocate(layer.outChannels())) {
            for (int group = 0; group < layer.groups(); group++) {
                String name = Dl4jCompiler.group(layer, group);
                weight.get(rows(layer, group)).assign(graph.getParam(name + "_W"));
                bias.get(rows(layer, group)).assign(flat(graph.getParam(name + "_b")));
            }
            tensors.put(layer.name() + WEIGHT, tensor(weight));
            tensors.put(layer.name() + BIAS, tensor(bias));
        }
    }

    private static INDArrayIndex rows(Convolution layer, int group) {
        long rows = layer.outChannels() / layer.groups();
        return NDArrayIndex.interval(group * rows, (group + 1) * rows);
    }

    private static INDArray flat(INDArray bias) {
        return bias.reshape(bias.length());
    }

    private static Tensor tensor(INDArray values) {
        List<Integer> shape =
                Arrays.stream(values.shape()).mapToObj(Math::toIntExact).toList();
        try (INDArray copy = values.dup('c')) {
            return Tensor.of(DataType.F32, shape, copy.data().asFloat());
        }
    }
}
