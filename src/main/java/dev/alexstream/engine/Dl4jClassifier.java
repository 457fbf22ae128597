package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** The network that training uses, for classifying: the reference that the plans are held against. */
final class Dl4jClassifier implements Classifier {

    private static final int MAX_BATCH = 16;

    private final Architecture architecture;
    private final Shapes shapes;
    private final InputConverter converter;
    private final ComputationGraph graph;
    private boolean closed;

    Dl4jClassifier(Architecture architecture, Weights weights, Preprocessing preprocessing) {
        weights.requireFit(architecture);
        this.architecture = architecture;
        this.shapes = Shapes.of(architecture);
        this.converter = new InputConverter(architecture.inputSide(), preprocessing);
        this.graph = Dl4jNetworks.compile(
                architecture,
                weights,
                architecture.layers().get(0).name(),
                new NeuralNetConfiguration.Builder().updater(new NoOp()));
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("dl4j", "fp32", "cpu");
    }

    @Override
    public float[][] classify(List<RgbPixels> images) {
        List<Layer> layers = architecture.layers();
        return activations(images, layers.get(layers.size() - 1).name());
    }

    @Override
    public float[][] activations(List<RgbPixels> images, String layer) {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        float[][] results = new float[images.size()][shapes.output(layer).size()];
        for (int from = 0; from < images.size(); from += MAX_BATCH) {
            List<RgbPixels> chunk = images.subList(from, Math.min(images.size(), from + MAX_BATCH));
            run(chunk, vertex(layer), results, from);
        }
        return results;
    }

    private void run(List<RgbPixels> images, String vertex, float[][] results, int from) {
        int side = architecture.inputSide();
        try (INDArray input = NativeArrays.allocate(images.size(), 3, side, side)) {
            converter.convert(images, NativeArrays.floats(input));
            Map<String, INDArray> activations = graph.feedForward(new INDArray[] {input}, false, true);
            copyRows(activations.get(vertex), results, from);
            Dl4jNetworks.closeActivations(activations, input);
        }
    }

    private static void copyRows(INDArray output, float[][] results, int from) {
        try (INDArray rows = output.dup('c')) {
            var values = NativeArrays.floats(rows);
            for (int row = 0; row < rows.size(0); row++) {
                values.get(results[from + row]);
            }
        }
    }

    /** Dropout is no vertex of the graph: its output is that of the layer before. */
    private String vertex(String layer) {
        String vertex = Dl4jCompiler.INPUT;
        for (Layer each : architecture.layers()) {
            vertex = each instanceof Layer.Dropout ? vertex : each.name();
            if (each.name().equals(layer)) {
                break;
            }
        }
        return vertex;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Dl4jNetworks.close(graph);
        }
    }
}
