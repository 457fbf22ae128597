package dev.alexstream.training;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The dense layers of a network: what is learned while the convolutions stay as they are. */
final class Head {

    private Head() {}

    /** The first layer that is no part of the convolutions. */
    static String first(Architecture architecture) {
        return architecture.layers().stream()
                .filter(layer -> layer instanceof Layer.Dense || layer instanceof Layer.Softmax)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** The same architecture for more classes. */
    static ArchitectureReference grown(ArchitectureReference reference, int classes) {
        ArchitectureParameters old = reference.parameters();
        return new ArchitectureReference(
                reference.name(), new ArchitectureParameters(classes, old.denseUnits(), old.lrnOrder()));
    }

    /** The same weights with room for more classes, about which the new outputs say nothing yet. */
    static Weights grown(Weights weights, Architecture grown) {
        String output = output(grown);
        Map<String, List<Integer>> shapes = Shapes.of(grown).weights();
        List<Weights> larger = new ArrayList<>();
        for (String name : List.of(output + ".weight", outputBias(grown))) {
            float[] values = Arrays.copyOf(weights.floats(name), sizeOf(shapes.get(name)));
            larger.add(new Weights(Map.of(name, Tensor.of(DataType.F32, shapes.get(name), values))));
        }
        return weights.overlaidWith(larger.get(0)).overlaidWith(larger.get(1));
    }

    /** The name of the biases of the last layer. */
    static String outputBias(Architecture architecture) {
        return output(architecture) + ".bias";
    }

    private static String output(Architecture architecture) {
        List<Layer> layers = architecture.layers();
        return layers.get(layers.size() - 1).name();
    }

    private static int sizeOf(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
