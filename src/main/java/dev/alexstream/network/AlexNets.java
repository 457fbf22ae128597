package dev.alexstream.network;

import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The architectures that have a name. Layers are called {@code conv1} to {@code conv5}, {@code norm1}, {@code norm2}, {@code pool1},
 * {@code pool2}, {@code pool5}, then {@code fc6}, {@code drop6} and so on for the hidden dense layers, and {@code output}. Dropout follows
 * a hidden dense layer, but in {@code alexnet-owt} it comes before: {@code drop5}, {@code fc6}, {@code drop6}, {@code fc7}.
 */
public final class AlexNets {

    /** Krizhevsky, Sutskever, Hinton: ImageNet classification with deep convolutional neural networks, 2012. */
    public static final String ALEXNET_2012 = "alexnet-2012";

    /** The widely copied Keras listing of AlexNet. */
    public static final String ALEXNET_KERAS = "alexnet-keras";

    /**
     * The one tower of torchvision, by Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014, with as many
     * channels as torchvision's published weights have.
     */
    public static final String ALEXNET_OWT = "alexnet-owt";

    /** Every name that {@link #of} knows. */
    public static final List<String> NAMES = List.of(ALEXNET_2012, ALEXNET_KERAS, ALEXNET_OWT);

    private static final int FIRST_DENSE = 6;
    private static final int SHORT_SIDE = 256;

    private AlexNets() {}

    /**
     * @throws ArchitectureException for a name not in {@link #NAMES}, or parameters it cannot have
     */
    public static Architecture of(String name, ArchitectureParameters parameters) {
        Architecture architecture =
                switch (name) {
                    case ALEXNET_2012 -> alexnet2012(parameters);
                    case ALEXNET_KERAS -> alexnetKeras(parameters);
                    case ALEXNET_OWT -> alexnetOwt(parameters);
                    default -> throw unknown(name);
                };
        Shapes.of(architecture);
        return architecture;
    }

    /**
     * What an image goes through before the architecture, unless a model has other habits: the mean of ImageNet, levels from 0 to 1 as in
     * the Keras listing, or the mean and deviation that torchvision's weights were trained with.
     *
     * @throws ArchitectureException for a name not in {@link #NAMES}
     */
    public static Preprocessing preprocessing(String name) {
        return switch (name) {
            case ALEXNET_2012 -> new Preprocessing(SHORT_SIDE, List.of(122.23, 116.21, 103.57), List.of(1.0, 1.0, 1.0));
            case ALEXNET_KERAS -> new Preprocessing(SHORT_SIDE, List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));
            case ALEXNET_OWT -> new Preprocessing(SHORT_SIDE, levels(0.485, 0.456, 0.406), levels(0.229, 0.224, 0.225));
            default -> throw unknown(name);
        };
    }

    /** The same size of image with other habits. */
    public static Preprocessing preprocessing(List<Double> mean, List<Double> scale) {
        return new Preprocessing(SHORT_SIDE, mean, scale);
    }

    /** Shares of the largest level. */
    private static List<Double> levels(double... shares) {
        return DoubleStream.of(shares).mapToObj(share -> share * 255).toList();
    }

    private static ArchitectureException unknown(String name) {
        return new ArchitectureException(
                "architecture \"" + name + "\" is unknown, known are " + String.join(", ", NAMES));
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
        requireNoOrder(ALEXNET_KERAS, parameters.lrnOrder());
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

    /** 224 pixel input, no normalisation, dropout before the hidden dense layers; 61,100,840 parameters for 1000 classes. */
    private static Architecture alexnetOwt(ArchitectureParameters parameters) {
        requireNoOrder(ALEXNET_OWT, parameters.lrnOrder());
        List<Layer> layers = new ArrayList<>();
        layers.add(new Convolution("conv1", 64, 11, 4, 2, 1));
        layers.add(new MaxPooling("pool1", 3, 2));
        layers.add(new Convolution("conv2", 192, 5, 1, 2, 1));
        layers.add(new MaxPooling("pool2", 3, 2));
        layers.add(new Convolution("conv3", 384, 3, 1, 1, 1));
        layers.add(new Convolution("conv4", 256, 3, 1, 1, 1));
        layers.add(new Convolution("conv5", 256, 3, 1, 1, 1));
        layers.add(new MaxPooling("pool5", 3, 2));
        List<Integer> units = units(parameters, List.of(4096, 4096));
        for (int i = 0; i < units.size(); i++) {
            layers.add(new Dropout("drop" + (FIRST_DENSE + i - 1), 0.5));
            layers.add(new Dense("fc" + (FIRST_DENSE + i), units.get(i)));
        }
        layers.add(new Softmax("output", parameters.classes()));
        return new Architecture(ALEXNET_OWT, 224, layers);
    }

    private static void requireNoOrder(String name, LrnOrder order) {
        if (order != LrnOrder.BEFORE_POOLING) {
            throw new ArchitectureException(
                    name + " has no local response normalisation, lrn-order cannot be " + order);
        }
    }

    private static List<Integer> units(ArchitectureParameters parameters, List<Integer> own) {
        return parameters.denseUnits().isEmpty() ? own : parameters.denseUnits();
    }

    private static List<Layer> head(ArchitectureParameters parameters, List<Integer> ownUnits, double dropout) {
        List<Integer> units = units(parameters, ownUnits);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            layers.add(new Dense("fc" + (FIRST_DENSE + i), units.get(i)));
            layers.add(new Dropout("drop" + (FIRST_DENSE + i), dropout));
        }
        layers.add(new Softmax("output", parameters.classes()));
        return layers;
    }
}
