package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Tensor;
import io.jhdf.api.Dataset;
import io.jhdf.object.message.DataLayout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A layer with kernel and bias. Keras keeps kernels of convolutions as [row, column, in, out], those of dense layers as [inputs, units],
 * and flattens row, column, channel.
 */
record KerasLayer(String name, Dataset kernel, Dataset biases) implements ForeignLayer {

    private static final int CONVOLUTION = 4;
    private static final int DENSE = 2;

    /**
     * @param datasets all that the layer's group holds
     */
    static KerasLayer of(String name, List<Dataset> datasets) {
        List<Dataset> vectors =
                datasets.stream().filter(each -> rank(each) == 1).toList();
        List<Dataset> kernels = datasets.stream()
                .filter(each -> rank(each) == CONVOLUTION || rank(each) == DENSE)
                .toList();
        if (datasets.size() != 2 || vectors.size() != 1 || kernels.size() != 1) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "layer %s has %d arrays of numbers of which %d can be a kernel; layers other than Conv2D and Dense"
                                    .formatted(name, datasets.size(), kernels.size())
                            + " with bias cannot be imported");
        }
        var layer = new KerasLayer(name, kernels.get(0), vectors.get(0));
        layer.requireReadable(layer.kernel);
        layer.requireReadable(layer.biases);
        if (layer.biases.getDimensions()[0] != layer.shape().get(0)) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "layer %s has %d outputs and %d biases, which do not belong together"
                            .formatted(name, layer.shape().get(0), layer.biases.getDimensions()[0]));
        }
        return layer;
    }

    private static int rank(Dataset dataset) {
        return dataset.getDimensions().length;
    }

    private void requireReadable(Dataset dataset) {
        Class<?> type = dataset.getJavaType();
        if (type != float.class && type != double.class) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS, "layer " + name + " holds " + type + " where it should hold float");
        }
        DataLayout layout = dataset.getDataLayout();
        if (layout != DataLayout.CONTIGUOUS && layout != DataLayout.COMPACT) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "layer " + name + " is stored in pieces or compressed, which Keras does not do; load it and save"
                            + " it again with Keras");
        }
    }

    boolean isConvolution() {
        return rank(kernel) == CONVOLUTION;
    }

    @Override
    public List<Integer> shape() {
        int[] sides = kernel.getDimensions();
        return isConvolution() ? List.of(sides[3], sides[2], sides[0], sides[1]) : List.of(sides[1], sides[0]);
    }

    @Override
    public Tensor weight(Shape input) throws IOException {
        float[] values = values(kernel);
        return Tensor.of(DataType.F32, shape(), isConvolution() ? outermostOut(values) : unitsFirst(values, input));
    }

    @Override
    public Tensor bias() throws IOException {
        return Tensor.of(DataType.F32, shape().subList(0, 1), values(biases));
    }

    /** From [row, column, in, out] to [out, in, row, column]. */
    private float[] outermostOut(float[] values) {
        int out = shape().get(0);
        int in = shape().get(1);
        int window = shape().get(2) * shape().get(3);
        float[] ordered = new float[values.length];
        int from = 0;
        for (int place = 0; place < window; place++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    ordered[(o * in + i) * window + place] = values[from++];
                }
            }
        }
        return ordered;
    }

    /** From [row x column x channel, units] to [units, channel x row x column]. */
    private float[] unitsFirst(float[] values, Shape input) {
        int units = shape().get(0);
        int inputs = shape().get(1);
        int places = input.height() * input.width();
        float[] ordered = new float[values.length];
        int from = 0;
        for (int i = 0; i < inputs; i++) {
            int place = i / input.channels();
            int to = i % input.channels() * places + place;
            for (int unit = 0; unit < units; unit++) {
                ordered[unit * inputs + to] = values[from++];
            }
        }
        return ordered;
    }

    private float[] values(Dataset dataset) throws IOException {
        int[] sides = dataset.getDimensions();
        Object data = KerasFile.reading(dataset::getDataFlat);
        float[] values = data instanceof double[] wide ? narrowed(wide) : data instanceof float[] f ? f : new float[0];
        if (values.length != Arrays.stream(sides).reduce(1, Math::multiplyExact)) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS,
                    "layer %s holds %d numbers where it claims %s; the file is damaged"
                            .formatted(name, values.length, Arrays.toString(sides)));
        }
        return values;
    }

    private static float[] narrowed(double[] wide) {
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return values;
    }
}
