package dev.alexstream.training;

import dev.alexstream.engine.Dl4jNetworks;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The trainable end of a network, from one layer on. Where the optimizer asks for it, the running average of the weights over the steps is
 * kept too, which generalises better (Polyak and Juditsky 1992), and all results are those of the average. For one thread; holds native
 * memory until closed.
 */
final class Tail implements AutoCloseable {

    private static final double LONGEST_MEMORY = 0.99;

    private final Architecture architecture;
    private final String from;
    private final String firstWeight;
    private final Shape input;
    private final int classes;
    private final float inputScale;
    private final Optimizer optimizer;
    private final ComputationGraph graph;

    /** Null if the optimizer asks for none. */
    private final INDArray average;

    private int steps;

    /**
     * How to train.
     *
     * @param optimizer how a step moves the weights
     * @param inputScale what inputs are multiplied with before they enter; the first layer's weights make up for it. Adam moves all
     *     weights at one pace, so inputs should be about as large as the values inside the network
     * @param seed of dropout
     */
    record Settings(Optimizer optimizer, float inputScale, long seed) {}

    /**
     * Adam along a falling rate, and the running average as the result.
     *
     * @param relative whether the rate is a share of the root mean square of the layer's weights, so that layers of small weights and
     *     of large ones change equally fast
     */
    record Pace(CosineSchedule rate, boolean relative) implements Optimizer {

        @Override
        public IUpdater updater() {
            return Adam.builder().learningRateSchedule(rate).build();
        }

        @Override
        public boolean averaged() {
            return true;
        }
    }

    /**
     * @param from name of the first layer that is trained; has weights, or is dropout, if the input scale is not 1
     * @param weights of at least the trained layers
     */
    Tail(Architecture architecture, String from, Weights weights, Settings settings) {
        this.inputScale = settings.inputScale();
        this.optimizer = settings.optimizer();
        this.architecture = architecture;
        this.from = from;
        Shapes shapes = Shapes.of(architecture);
        this.firstWeight = firstWeight(architecture.layersFrom(from), shapes);
        this.input = shapes.input(from);
        List<String> names = shapes.weights().keySet().stream().toList();
        this.classes = weights.tensor(names.get(names.size() - 1)).shape().get(0);
        this.graph = Dl4jNetworks.compile(
                architecture,
                weights.scaled(firstWeight, 1 / inputScale),
                from,
                new NeuralNetConfiguration.Builder()
                        .seed(settings.seed())
                        .l2(optimizer.weightDecay())
                        .l2Bias(0)
                        .updater(optimizer.updater()));
        if (optimizer instanceof Pace pace && pace.relative()) {
            followWeights(pace.rate());
        }
        if (optimizer instanceof Optimizer.Descent descent) {
            clipGradients(descent.mostChange() / descent.rate().peak());
        }
        Nd4j.getRandom().setSeed(settings.seed());
        this.average = optimizer.averaged() ? graph.params().dup() : null;
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

    /** Those of a layer to a share of the norm of its weights. */
    private void clipGradients(double share) {
        for (Layer layer : graph.getLayers()) {
            if (layer.numParams() > 0) {
                var settings = (BaseLayer) layer.conf().getLayer();
                settings.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
                settings.setGradientNormalizationThreshold(
                        share * layer.params().norm2Number().doubleValue());
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
     * One step of the optimizer.
     *
     * @param inputs shape [examples, values], each flattened channel first
     * @param targets shape [examples, classes], each a distribution
     * @return the cross-entropy before the step, averaged over the examples
     */
    double fit(float[] inputs, float[] targets) {
        int examples = targets.length / classes;
        double penalty;
        try (INDArray features = batch(inputs, examples);
                INDArray labels = Nd4j.create(targets, new long[] {examples, classes}, 'c')) {
            penalty = optimizer.weightDecay() == 0 ? 0 : penalty();
            graph.fit(new INDArray[] {features}, new INDArray[] {labels});
        }
        if (average != null) {
            remember(Math.min(LONGEST_MEMORY, (1.0 + steps) / (10.0 + steps)));
        }
        steps++;
        return graph.score() - penalty;
    }

    private void remember(double memory) {
        try (INDArray share = graph.params().mul(1 - memory)) {
            average.muli(memory).addi(share);
        }
    }

    /** What DL4J adds to the loss so that weights decay. */
    private double penalty() {
        return Stream.of(graph.getLayers())
                .mapToDouble(layer -> layer.calcRegularizationScore(true))
                .sum();
    }

    /** Divides the learning rate by ten, so many times altogether, where the optimizer's can be divided. */
    void divideRate(int times) {
        if (optimizer instanceof Optimizer.Momentum momentum) {
            momentum.rate().divide(times);
        }
    }

    /** A view of the present state, good until the next step. */
    TailState state() {
        Map<String, Tensor> vectors = new LinkedHashMap<>();
        vectors()
                .forEach((name, vector) -> vectors.put(
                        name,
                        new Tensor(
                                DataType.F32,
                                List.of((int) vector.length()),
                                vector.data().asNio())));
        var counts = new TailState.Counts(
                steps,
                graph.getConfiguration().getIterationCount(),
                Nd4j.getRandom().rootState(),
                Nd4j.getRandom().nodeState());
        return new TailState(counts, new Weights(vectors));
    }

    /**
     * Goes on where another tail of the same architecture and settings stood.
     *
     * @throws TrainingException if the state is not of such a one
     */
    void resume(TailState state) {
        vectors().forEach((name, vector) -> {
            Tensor saved = state.vectors().tensor(name);
            if (saved.size() != vector.length()) {
                throw new TrainingException(
                        name + " has " + saved.size() + " values, this network needs " + vector.length());
            }
            saved.copyTo(vector.data().asNioFloat());
        });
        steps = state.counts().steps();
        graph.getConfiguration().setIterationCount(state.counts().iterations());
        Nd4j.getRandom().setStates(state.counts().root(), state.counts().node());
    }

    private Map<String, INDArray> vectors() {
        Map<String, INDArray> vectors = new LinkedHashMap<>();
        vectors.put("parameters", graph.params());
        vectors.put("optimizer", graph.getUpdater().getUpdaterStateViewArray());
        if (average != null) {
            vectors.put("average", average);
        }
        return vectors;
    }

    /**
     * @param inputs shape [examples, values]
     * @return class probabilities, shape [examples, classes]
     */
    float[][] probabilities(float[] inputs) {
        return averaged(() -> {
            try (INDArray features = batch(inputs, inputs.length / input.size());
                    INDArray output = graph.outputSingle(features)) {
                return output.toFloatMatrix();
            }
        });
    }

    /**
     * @param inputs shape [examples, values]
     * @param layer a dense one that is trained, or what the inputs are activations of
     * @return shape [examples, values of the layer]
     */
    float[][] activations(float[] inputs, String layer) {
        int examples = inputs.length / input.size();
        if (architecture.layersFrom(from).stream()
                .noneMatch(trained -> trained.name().equals(layer))) {
            return Rows.apart(inputs, input.size());
        }
        return averaged(() -> {
            try (INDArray features = batch(inputs, examples)) {
                Map<String, INDArray> after = graph.feedForward(features, false);
                float[][] values = after.get(layer).toFloatMatrix();
                Dl4jNetworks.closeActivations(after, features);
                return values;
            }
        });
    }

    /**
     * How large the values become that go into each trained layer with weights, but the first one of the network. Dropout, which lets all of
     * them pass here, is part of the layer behind it.
     *
     * @param inputs shape [examples, values]
     */
    SortedMap<String, Double> largestInputs(float[] inputs) {
        Set<String> weighted = Shapes.of(architecture).weights().keySet();
        String first = architecture.layers().get(0).name();
        return averaged(() -> {
            SortedMap<String, Double> largest = new TreeMap<>();
            try (INDArray features = batch(inputs, inputs.length / input.size())) {
                double before = features.maxNumber().doubleValue() / inputScale;
                Map<String, INDArray> after = graph.feedForward(features, false);
                for (dev.alexstream.network.Layer layer : architecture.layersFrom(from)) {
                    if (layer instanceof Dropout) {
                        continue;
                    }
                    if (weighted.contains(layer.name() + ".weight")
                            && !layer.name().equals(first)) {
                        largest.put(layer.name(), Math.max(before, Float.MIN_NORMAL));
                    }
                    before = after.get(layer.name()).maxNumber().doubleValue();
                }
                Dl4jNetworks.closeActivations(after, features);
            }
            return largest;
        });
    }

    /** Of the trained layers, by their names in the architecture. */
    Weights weights() {
        return averaged(() -> Dl4jNetworks.weights(architecture, from, graph).scaled(firstWeight, inputScale));
    }

    private <T> T averaged(Supplier<T> question) {
        if (average == null) {
            return question.get();
        }
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
        Dl4jNetworks.close(graph);
        if (average != null) {
            average.close();
        }
    }
}
