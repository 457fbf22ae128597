package dev.alexstream.training;

import dev.alexstream.engine.Dl4jNetworks;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The trainable end of a network, from one layer on. Besides the weights that Adam moves it keeps their running average over the steps,
 * which generalises better (Polyak and Juditsky 1992); all results are those of the average. For one thread; holds native memory until
 * closed.
 */
final class Tail implements AutoCloseable {

    private static final double LONGEST_MEMORY = 0.99;

    private final Architecture architecture;
    private final String from;
    private final String firstWeight;
    private final Shape input;
    private final int classes;
    private final float inputScale;
    private final ComputationGraph graph;
    private final INDArray average;
    private int steps;

    /**
     * How to train.
     *
     * @param pace how far a step goes
     * @param inputScale what inputs are multiplied with before they enter; the first layer's weights make up for it. Adam moves all
     *     weights at one pace, so inputs should be about as large as the values inside the network
     * @param seed of dropout
     */
    record Settings(Pace pace, float inputScale, long seed) {}

    /**
     * How far a step of Adam moves a weight.
     *
     * @param relative whether the rate is a share of the root mean square of the layer's weights, so that layers of small weights and
     *     of large ones change equally fast
     */
    record Pace(CosineSchedule rate, boolean relative) {}

    /**
     * @param from name of the first layer that is trained; has weights, or is dropout, if the input scale is not 1
     * @param weights of at least the trained layers
     */
    Tail(Architecture architecture, String from, Weights weights, Settings settings) {
        this.inputScale = settings.inputScale();
        this.architecture = architecture;
        this.from = from;
        Shapes shapes = Shapes.of(architecture);
        this.firstWeight = firstWeight(architecture.layersFrom(from), shapes);
        this.input = shapes.input(from);
        List<String> names = shapes.weights().keySet().stream().toList();
        this.classes = weights.tensor(names.get(names.size() - 1)).shape().get(0);
        this.graph = Dl4jNetworks.compile(
                architecture,
                scaled(weights, firstWeight, 1 / inputScale),
                from,
                new NeuralNetConfiguration.Builder()
                        .seed(settings.seed())
                        .updater(Adam.builder()
                                .learningRateSchedule(settings.pace().rate())
                                .build()));
        if (settings.pace().relative()) {
            followWeights(settings.pace().rate());
        }
        Nd4j.getRandom().setSeed(settings.seed());
        this.average = graph.params().dup();
    }

    private static String firstWeight(List<dev.alexstream.network.Layer> layers, Shapes shapes) {
        return layers.stream()
                .map(layer -> layer.name() + ".weight")
                .filter(shapes.weights()::containsKey)
                .findFirst()
                .orElseThrow();
    }

    private void followWeights(CosineSchedule rate) {
        for (Layer layer : graph.getLayers()) {
            if (layer.numParams() > 0) {
                double size = layer.getParam("W").norm2Number().doubleValue()
                        / Math.sqrt((double) layer.getParam("W").length());
                graph.setLearningRate(layer.conf().getLayer().getLayerName(), rate.times(size));
            }
        }
    }

    /** Number of values that one example takes at the input. */
    int inputs() {
        return input.size();
    }

    int classes() {
        return classes;
    }

    /**
     * One step of Adam (Kingma and Ba 2015).
     *
     * @param inputs shape [examples, values], each flattened channel first
     * @param targets shape [examples, classes], each a distribution
     * @return the loss before the step, averaged over the examples
     */
    double fit(float[] inputs, float[] targets) {
        int examples = targets.length / classes;
        try (INDArray features = batch(inputs, examples);
                INDArray labels = Nd4j.create(targets, new long[] {examples, classes}, 'c')) {
            graph.fit(new INDArray[] {features}, new INDArray[] {labels});
        }
        remember(Math.min(LONGEST_MEMORY, (1.0 + steps) / (10.0 + steps)));
        steps++;
        return graph.score();
    }

    private void remember(double memory) {
        try (INDArray share = graph.params().mul(1 - memory)) {
            average.muli(memory).addi(share);
        }
    }

    /**
     * @param inputs shape [examples, values]
     * @return class probabilities, shape [examples, classes]
     */
    float[][] probabilities(float[] inputs) {
        return averaged(() -> {
            try (INDArray features = batch(inputs, inputs.length / input.size())) {
                return graph.outputSingle(features).toFloatMatrix();
            }
        });
    }

    /** Of the trained layers, by their names in the architecture. */
    Weights weights() {
        return averaged(() -> scaled(Dl4jNetworks.weights(architecture, from, graph), firstWeight, inputScale));
    }

    /** One tensor multiplied by a number. */
    static Weights scaled(Weights weights, String name, float factor) {
        if (factor == 1) {
            return weights;
        }
        Tensor tensor = weights.tensor(name);
        float[] values = tensor.floats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return weights.overlaidWith(new Weights(Map.of(name, Tensor.of(DataType.F32, tensor.shape(), values))));
    }

    private <T> T averaged(Supplier<T> question) {
        try (INDArray moving = graph.params().dup()) {
            graph.params().assign(average);
            try {
                return question.get();
            } finally {
                graph.params().assign(moving);
            }
        }
    }

    private INDArray batch(float[] inputs, int examples) {
        long[] shape = {examples, input.channels(), input.height(), input.width()};
        INDArray batch = Nd4j.create(inputs, shape, 'c');
        return inputScale == 1 ? batch : batch.muli(inputScale);
    }

    @Override
    public void close() {
        graph.close();
        average.close();
    }
}
