package dev.alexstream.training;

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
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Carries weights into a DL4J graph and back. DL4J keeps dense weights as [inputs, units], biases as [1, units], and those of a grouped
 * convolution in one layer for each group.
 */
final class TailWeights {

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final ComputationGraph graph;
    private final List<Layer> layers;

    TailWeights(ComputationGraph graph, List<Layer> layers) {
        this.graph = graph;
        this.layers = layers;
    }

    void load(Weights weights) {
        for (Layer layer : layers) {
            if (weights.names().contains(layer.name() + WEIGHT)) {
                load(layer, array(weights.tensor(layer.name() + WEIGHT)), array(weights.tensor(layer.name() + BIAS)));
            }
        }
    }

    private void load(Layer layer, INDArray weight, INDArray bias) {
        if (!(layer instanceof Convolution convolution)) {
            set(layer.name(), weight.transpose(), bias);
            return;
        }
        int outputs = convolution.outChannels() / convolution.groups();
        for (int group = 0; group < convolution.groups(); group++) {
            INDArrayIndex rows = NDArrayIndex.interval((long) group * outputs, (group + 1L) * outputs);
            set(TailCompiler.group(convolution, group), weight.get(rows), bias.get(rows));
        }
    }

    private void set(String layer, INDArray weight, INDArray bias) {
        graph.setParam(layer + "_W", weight.dup());
        graph.setParam(layer + "_b", bias.dup().reshape(1, bias.length()));
    }

    /** In the names, shapes and order of the architecture. */
    Weights read() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer instanceof Convolution convolution) {
                INDArray[] weights = new INDArray[convolution.groups()];
                INDArray[] biases = new INDArray[convolution.groups()];
                for (int group = 0; group < convolution.groups(); group++) {
                    weights[group] = graph.getParam(TailCompiler.group(convolution, group) + "_W");
                    biases[group] = graph.getParam(TailCompiler.group(convolution, group) + "_b");
                }
                put(tensors, layer.name(), Nd4j.concat(0, weights), Nd4j.concat(1, biases));
            } else if (layer instanceof Layer.Dense || layer instanceof Layer.Softmax) {
                INDArray weight = graph.getParam(layer.name() + "_W").transpose();
                put(tensors, layer.name(), weight, graph.getParam(layer.name() + "_b"));
            }
        }
        return new Weights(tensors);
    }

    private static void put(Map<String, Tensor> tensors, String layer, INDArray weight, INDArray bias) {
        tensors.put(layer + WEIGHT, tensor(weight));
        tensors.put(layer + BIAS, tensor(bias.reshape(bias.length())));
    }

    private static Tensor tensor(INDArray values) {
        List<Integer> shape =
                Arrays.stream(values.shape()).mapToObj(Math::toIntExact).toList();
        return Tensor.of(DataType.F32, shape, values.dup('c').data().asFloat());
    }

    private static INDArray array(Tensor tensor) {
        long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
        return Nd4j.create(tensor.floats(), shape, 'c');
    }
}
