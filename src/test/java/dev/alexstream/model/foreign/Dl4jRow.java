package dev.alexstream.model.foreign;

import dev.alexstream.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** {@code alexnet-owt} as a user of DL4J writes it: layers in a row. */
final class Dl4jRow {

    private Dl4jRow() {}

    static Path write(Path file, Weights weights) throws IOException {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(convolution(64, 11, 4, 2))
                .layer(pooling())
                .layer(convolution(192, 5, 1, 2))
                .layer(pooling())
                .layer(convolution(384, 3, 1, 1))
                .layer(convolution(256, 3, 1, 1))
                .layer(convolution(256, 3, 1, 1))
                .layer(pooling())
                .layer(new DropoutLayer(0.5))
                .layer(dense(8))
                .layer(dense(7))
                .layer(new OutputLayer.Builder()
                        .nOut(5)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(224, 224, 3))
                .build());
        network.init();
        try {
            List<String> names =
                    List.of("conv1", "", "conv2", "", "conv3", "conv4", "conv5", "", "", "fc6", "fc7", "output");
            for (int layer = 0; layer < names.size(); layer++) {
                if (!names.get(layer).isEmpty()) {
                    set(network, layer, names.get(layer), weights);
                }
            }
            ModelSerializer.writeModel(network, file.toFile(), false);
            return file;
        } finally {
            network.close();
        }
    }

    private static void set(MultiLayerNetwork network, int layer, String name, Weights weights) {
        long[] shape = weights.tensor(name + ".weight").shape().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        var weight = Nd4j.create(weights.floats(name + ".weight"), shape, 'c');
        network.getParam(layer + "_W").assign(shape.length == 2 ? weight.transpose() : weight);
        network.getParam(layer + "_b")
                .assign(Nd4j.create(weights.floats(name + ".bias"), new long[] {1, shape[0]}, 'c'));
    }

    private static ConvolutionLayer convolution(int out, int kernel, int stride, int padding) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(out)
                .stride(stride, stride)
                .padding(padding, padding)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(3, 3)
                .stride(2, 2)
                .build();
    }

    private static DenseLayer dense(int units) {
        return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
    }
}
