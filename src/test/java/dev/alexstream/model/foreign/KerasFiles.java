package dev.alexstream.model.foreign;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights of ours in the groups, under the names and in the order of Keras. */
final class KerasFiles {

    /** Where a version of Keras puts the weights of a layer. */
    enum Layout {
        /** {@code save_weights} of Keras 2: {@code conv2d/conv2d/kernel:0}. */
        WEIGHTS,
        /** {@code save} of Keras 2: the same below {@code model_weights}. */
        MODEL,
        /** {@code save_weights} of Keras 3: {@code layers/conv2d/vars/0}. */
        KERAS_3
    }

    private KerasFiles() {}

    static Path write(Path file, Layout layout, Architecture architecture, Weights weights) {
        return write(file, layout, arrays(architecture, weights));
    }

    /** @param layers kernel and bias by the name of the layer */
    static Path write(Path file, Layout layout, Map<String, List<Object>> layers) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            WritableGroup parent =
                    switch (layout) {
                        case WEIGHTS -> hdf;
                        case MODEL -> hdf.putGroup("model_weights");
                        case KERAS_3 -> hdf.putGroup("layers");
                    };
            if (layout != Layout.KERAS_3 && !layers.isEmpty()) {
                parent.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
                parent.putGroup("flatten");
            }
            layers.forEach((name, arrays) -> put(parent.putGroup(name), layout, name, arrays));
        }
        return file;
    }

    private static void put(WritableGroup group, Layout layout, String name, List<Object> arrays) {
        boolean third = layout == Layout.KERAS_3;
        WritableGroup inner = group.putGroup(third ? "vars" : name);
        for (int i = 0; i < arrays.size(); i++) {
            inner.putDataset(
                    third ? String.valueOf(i) : i == 0 ? "kernel:0" : i == 1 ? "bias:0" : "more:" + i, arrays.get(i));
        }
    }

    /** Kernel and bias of each layer, called {@code conv2d}, {@code conv2d_1}, {@code dense} and so on. */
    static Map<String, List<Object>> arrays(Architecture architecture, Weights weights) {
        Shapes shapes = Shapes.of(architecture);
        Map<String, List<Object>> arrays = new LinkedHashMap<>();
        int convolutions = 0;
        int dense = 0;
        for (Layer layer : architecture.layers()) {
            if (shapes.weights().containsKey(layer.name() + ".weight")) {
                Tensor weight = weights.tensor(layer.name() + ".weight");
                boolean spatial = weight.shape().size() == 4;
                arrays.put(
                        spatial ? numbered("conv2d", convolutions++) : numbered("dense", dense++),
                        List.of(
                                spatial ? kernel(weight) : kernel(weight, shapes.input(layer.name())),
                                weights.floats(layer.name() + ".bias")));
            }
        }
        return arrays;
    }

    private static String numbered(String name, int number) {
        return number == 0 ? name : name + "_" + number;
    }

    private static float[][][][] kernel(Tensor weight) {
        List<Integer> shape = weight.shape();
        float[] values = weight.floats();
        float[][][][] kernel = new float[shape.get(2)][shape.get(3)][shape.get(1)][shape.get(0)];
        int from = 0;
        for (int out = 0; out < shape.get(0); out++) {
            for (int in = 0; in < shape.get(1); in++) {
                for (int row = 0; row < shape.get(2); row++) {
                    for (int column = 0; column < shape.get(3); column++) {
                        kernel[row][column][in][out] = values[from++];
                    }
                }
            }
        }
        return kernel;
    }

    private static float[][] kernel(Tensor weight, Shape input) {
        float[] values = weight.floats();
        float[][] kernel = new float[input.size()][weight.shape().get(0)];
        int from = 0;
        for (int unit = 0; unit < weight.shape().get(0); unit++) {
            for (int channel = 0; channel < input.channels(); channel++) {
                for (int row = 0; row < input.height(); row++) {
                    for (int column = 0; column < input.width(); column++) {
                        kernel[(row * input.width() + column) * input.channels() + channel][unit] = values[from++];
                    }
                }
            }
        }
        return kernel;
    }
}
