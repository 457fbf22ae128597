package dev.alexstream.network;

import static dev.alexstream.network.OnnxGraph.node;
import static dev.alexstream.network.OnnxGraph.number;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.OnnxSteps.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers to nodes that compute in bytes, one after another; answers the name of the values that the layer gives. The bytes that a layer
 * gives are those that the next one takes. ReLU needs no node: no byte stands for less than zero.
 */
final class OnnxByteNodes implements Layer.Visitor<String> {

    /** Whose operators are not in the standard. */
    static final String MICROSOFT = "com.microsoft";

    private final Architecture architecture;
    private final OnnxSteps steps;
    private final OnnxByteConstants constants;
    private final OnnxGraph graph;
    private String current = OnnxFile.INPUT;

    /** Of the current values, and the names of its constants; null and none while values are floats. */
    private Step step;

    private List<String> stepNames = List.of();

    OnnxByteNodes(Architecture architecture, OnnxSteps steps, OnnxByteConstants constants, OnnxGraph graph) {
        this.architecture = architecture;
        this.steps = steps;
        this.constants = constants;
        this.graph = graph;
    }

    @Override
    public String convolution(Convolution layer) {
        List<String> inputs = sourceAndWeights(layer);
        String bias = inputs.remove(inputs.size() - 1);
        Step result = steps.into(taker(layer));
        List<String> resultNames = constants.step(layer.name(), result);
        inputs.addAll(resultNames);
        inputs.add(bias);
        ProtoMessage node = node("QLinearConv", inputs.toArray(String[]::new));
        OnnxNodes.addGeometry(node, layer);
        current = graph.append(node, layer.name());
        return inBytes(result, resultNames);
    }

    @Override
    public String normalization(LocalResponseNormalization layer) {
        toFloats();
        current = graph.append(OnnxNodes.normalizing(layer, current), layer.name());
        return current;
    }

    @Override
    public String pooling(MaxPooling layer) {
        current = graph.append(OnnxNodes.pooling(layer, current), layer.name());
        return current;
    }

    @Override
    public String dense(Dense layer) {
        Step result = steps.into(taker(layer));
        List<String> resultNames = constants.step(layer.name(), result);
        connect(layer, resultNames, layer.name());
        return inBytes(result, resultNames);
    }

    @Override
    public String dropout(Dropout layer) {
        return current;
    }

    /** Its sums are floats. */
    @Override
    public String softmax(Softmax layer) {
        connect(layer, List.of(), layer.name() + ".sums");
        return graph.append(node("Softmax", current).message(5, number("axis", 1)), OnnxFile.OUTPUT);
    }

    private void connect(Layer layer, List<String> resultNames, String output) {
        Shape input = Shapes.of(architecture).input(layer.name());
        List<String> inputs = sourceAndWeights(layer);
        if (input.height() * input.width() > 1) {
            String flat = layer.name() + ".flat";
            inputs.set(0, graph.append(node("Flatten", current).message(5, number("axis", 1)), flat));
        }
        inputs.addAll(resultNames);
        ProtoMessage node = node("QGemm", inputs.toArray(String[]::new)).text(7, MICROSOFT);
        current = graph.append(node.message(5, number("transB", 1)), output);
    }

    /** Bytes and their step, then weights, their steps and zeros, and biases. */
    private List<String> sourceAndWeights(Layer layer) {
        toBytes(layer);
        List<String> names = new ArrayList<>();
        names.add(current);
        names.addAll(stepNames);
        names.addAll(constants.layer(layer.name(), step));
        return names;
    }

    private void toBytes(Layer layer) {
        if (step == null) {
            boolean first = current.equals(OnnxFile.INPUT);
            Step source = first ? steps.image() : steps.into(layer.name());
            List<String> names = constants.step(layer.name() + ".source", source);
            String bytes = layer.name() + ".source";
            current = graph.append(node("QuantizeLinear", current, names.get(0), names.get(1)), bytes);
            inBytes(source, names);
        }
    }

    private void toFloats() {
        if (step != null) {
            ProtoMessage node = node("DequantizeLinear", current, stepNames.get(0), stepNames.get(1));
            current = graph.append(node, current + ".floats");
            step = null;
            stepNames = List.of();
        }
    }

    private String inBytes(Step result, List<String> names) {
        step = result;
        stepNames = names;
        return current;
    }

    /** Whoever takes the values that a layer gives for more than picking the largest. */
    private String taker(Layer layer) {
        return architecture.layersFrom(layer.name()).stream()
                .skip(1)
                .filter(next -> !(next instanceof MaxPooling || next instanceof Dropout))
                .map(Layer::name)
                .findFirst()
                .orElseThrow();
    }
}
