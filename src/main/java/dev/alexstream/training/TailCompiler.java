package dev.alexstream.training;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Shapes;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Compiles the layers of an architecture from one of them on to a DL4J graph. A grouped convolution becomes one convolution for each group
 * of channels, named {@code layer/group}, and a merge vertex with the layer's own name.
 */
final class TailCompiler implements Layer.Visitor<Void> {

    static final String INPUT = "input";

    private final Shapes shapes;
    private final GraphBuilder graph;
    private String last = INPUT;
    private double dropout;

    private TailCompiler(Architecture architecture, GraphBuilder graph) {
        this.shapes = Shapes.of(architecture);
        this.graph = graph;
    }

    /**
     * @param settings updater, regularisation and seed
     * @param from name of the first layer
     */
    static ComputationGraphConfiguration compile(
            Architecture architecture, String from, NeuralNetConfiguration.Builder settings) {
        var compiler = new TailCompiler(architecture, settings.graphBuilder().addInputs(INPUT));
        List<Layer> layers = layersFrom(architecture, from);
        layers.forEach(layer -> layer.accept(compiler));
        return compiler.graph.setOutputs(compiler.last).build();
    }

    /** The layer of that name and all after it. */
    static List<Layer> layersFrom(Architecture architecture, String from) {
        List<String> names = architecture.layers().stream().map(Layer::name).toList();
        int first = names.indexOf(from);
        if (first < 0) {
            throw new TrainingException(
                    "no layer \"" + from + "\" in " + architecture.name() + ", there are " + String.join(", ", names));
        }
        return architecture.layers().subList(first, names.size());
    }

    /** Name of the DL4J layer that holds a group's parameters. */
    static String group(Convolution layer, int group) {
        return layer.groups() == 1 ? layer.name() : layer.name() + "/" + group;
    }

    @Override
    public Void convolution(Convolution layer) {
        int inputs = shapes.input(layer.name()).channels() / layer.groups();
        String[] parts = new String[layer.groups()];
        for (int group = 0; group < layer.groups(); group++) {
            parts[group] = group(layer, group);
            graph.addLayer(parts[group], convolution(layer, inputs), slice(layer, group, inputs));
        }
        if (layer.groups() > 1) {
            graph.addVertex(layer.name(), new MergeVertex(), parts);
        }
        last = layer.name();
        return null;
    }

    private ConvolutionLayer convolution(Convolution layer, int inputs) {
        return new ConvolutionLayer.Builder(layer.kernel(), layer.kernel())
                .stride(layer.stride(), layer.stride())
                .padding(layer.padding(), layer.padding())
                .nIn(inputs)
                .nOut(layer.outChannels() / layer.groups())
                .activation(Activation.RELU)
                .dropOut(takeDropout())
                .build();
    }

    private String slice(Convolution layer, int group, int inputs) {
        if (layer.groups() == 1) {
            return last;
        }
        String name = group(layer, group) + "/input";
        graph.addVertex(name, new SubsetVertex(group * inputs, (group + 1) * inputs - 1), last);
        return name;
    }

    @Override
    public Void normalization(LocalResponseNormalization layer) {
        var normalization = new org.deeplearning4j.nn.conf.layers.LocalResponseNormalization.Builder()
                .n(layer.size())
                .k(layer.k())
                .alpha(layer.alpha())
                .beta(layer.beta())
                .build();
        return append(layer.name(), normalization);
    }

    @Override
    public Void pooling(MaxPooling layer) {
        return append(
                layer.name(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(layer.kernel(), layer.kernel())
                        .stride(layer.stride(), layer.stride())
                        .build());
    }

    @Override
    public Void dense(Dense layer) {
        flatten(layer.name());
        return append(
                layer.name(),
                new DenseLayer.Builder()
                        .nIn(shapes.input(layer.name()).size())
                        .nOut(layer.units())
                        .activation(Activation.RELU)
                        .dropOut(takeDropout())
                        .build());
    }

    @Override
    public Void dropout(Dropout layer) {
        dropout = layer.rate();
        return null;
    }

    @Override
    public Void softmax(Softmax layer) {
        flatten(layer.name());
        return append(
                layer.name(),
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(shapes.input(layer.name()).size())
                        .nOut(layer.classes())
                        .activation(Activation.SOFTMAX)
                        .dropOut(takeDropout())
                        .build());
    }

    private void flatten(String layer) {
        Shape shape = shapes.input(layer);
        if (shape.height() * shape.width() > 1) {
            graph.inputPreProcessor(
                    layer, new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels()));
        }
    }

    private Void append(String name, org.deeplearning4j.nn.conf.layers.Layer layer) {
        graph.addLayer(name, layer, last);
        last = name;
        return null;
    }

    /** DL4J drops a layer's inputs, asks for the share to keep, and takes 0 for no dropout. */
    private double takeDropout() {
        double keep = dropout == 0 ? 0 : 1 - dropout;
        dropout = 0;
        return keep;
    }
}
