package dev.alexstream.network;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.ArrayList;
import java.util.List;

/**
 * The architectures that have a name. Layers are called {@code conv1} to {@code conv5}, {@code norm1}, {@code norm2}, {@code pool1},
 * {@code pool2}, {@code pool5}, then {@code fc6}, {@code drop6} and so on for the hidden dense layers, and {@code output}.
 */
public final class AlexNets {

    /** Krizhevsky, Sutskever, Hinton: ImageNet classification with deep convolutional neural networks, 2012. */
    public static final String ALEXNET_2012 = "alexnet-2012";

    /** The widely copied Keras listing of AlexNet. */
    public static final String ALEXNET_KERAS = "alexnet-keras";

    /** Every name that {@link #of} knows. */
    public static final List<String> NAMES = List.of(ALEXNET_2012, ALEXNET_KERAS);

    private static final int FIRST_DENSE = 6;

    private AlexNets() {}

    /**
     * @throws ArchitectureException for a name not in {@link #NAMES}, or parameters it cannot have
     */
    public static Architecture of(String name, ArchitectureParameters parameters) {
        Architecture architecture =
                switch (name) {
                    case ALEXNET_2012 -> alexnet2012(parameters);
                    case ALEXNET_KERAS -> alexnetKeras(parameters);
                    default ->
                        throw new ArchitectureException(
                                "architecture \"" + name + "\" is unknown, known are " + String.join(", ", NAMES));
                };
        Shapes.of(architecture);
        return architecture;
    }

    /** 227 pixel input; 60,965,224 parameters for 1000 classes and dense layers of 4096 and 4096. */
    private static Architecture alexnet2012(ArchitectureParameters parameters) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution("conv1", 96, 11, 4, 0, 1));
        layers.addAll(normalizedPooling(1, parameters.lrnOrder()));
        layers.add(new Convolution("conv2", 256, 5, 1, 2, 2));
        layers.addAll(normalizedPooling(2, parameters.lrnOrder()));
        layers.add(new Convolution("conv3", 384, 3, 1, 1, 1));
        layers.add(new Convolution("conv4", 384, 3, 1, 1, 2));
        layers.add(new Convolution("conv5", 256, 3, 1, 1, 2));
        layers.add(new MaxPooling("pool5", 3, 2));
        layers.addAll(head(parameters, List.of(4096, 4096), 0.5));
        return new Architecture(ALEXNET_2012, 227, layers);
    }

    private static List<Layer> normalizedPooling(int block, LrnOrder order) {
        Layer normalization = new LocalResponseNormalization("norm" + block, 5, 2, 1e-4, 0.75);
        Layer pooling = new MaxPooling("pool" + block, 3, 2);
        return order == LrnOrder.BEFORE_POOLING ? List.of(normalization, pooling) : List.of(pooling, normalization);
    }

    /** 224 pixel input, no padding, no normalisation; 28,054,497 parameters for 17 classes. */
    private static Architecture alexnetKeras(ArchitectureParameters parameters) {
        if (parameters.lrnOrder() != LrnOrder.BEFORE_POOLING) {
            throw new ArchitectureException(ALEXNET_KERAS + " has no local response normalisation, lrn-order cannot be "
                    + parameters.lrnOrder());
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution("conv1", 96, 11, 4, 0, 1));
        layers.add(new MaxPooling("pool1", 2, 2));
        layers.add(new Convolution("conv2", 256, 11, 1, 0, 1));
        layers.add(new MaxPooling("pool2", 2, 2));
        layers.add(new Convolution("conv3", 384, 3, 1, 0, 1));
        layers.add(new Convolution("conv4", 384, 3, 1, 0, 1));
        layers.add(new Convolution("conv5", 256, 3, 1, 0, 1));
        layers.add(new MaxPooling("pool5", 2, 2));
        layers.addAll(head(parameters, List.of(4096, 4096, 1000), 0.4));
        return new Architecture(ALEXNET_KERAS, 224, layers);
    }

    private static List<Layer> head(ArchitectureParameters parameters, List<Integer> ownUnits, double dropout) {
        List<Integer> units = parameters.denseUnits().isEmpty() ? ownUnits : parameters.denseUnits();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            layers.add(new Dense("fc" + (FIRST_DENSE + i), units.get(i)));
            layers.add(new Dropout("drop" + (FIRST_DENSE + i), dropout));
        }
        layers.add(new Softmax("output", parameters.classes()));
        return layers;
    }
}
