package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Weights;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** DL4J as whoever takes its release has it: without the helpers that this program gives back to it. */
public final class ReleasedDl4j implements AutoCloseable {

    private final int side;
    private final ComputationGraph graph;

    /** Must be the first to make a DL4J layer in its process. */
    public ReleasedDl4j(Architecture architecture, Weights weights) {
        side = architecture.inputSide();
        graph = graph(architecture, weights, new NeuralNetConfiguration.Builder().updater(new NoOp()));
    }

    /**
     * The whole network. Must be the first to make a DL4J layer in its process.
     *
     * @param settings updater, learning rate, regularisation, and the seed of dropout
     */
    public static ComputationGraph graph(
            Architecture architecture, Weights weights, NeuralNetConfiguration.Builder settings) {
        prepare();
        var graph = new ComputationGraph(
                Dl4jCompiler.compile(architecture, architecture.layers(), settings.dataType(DataType.FLOAT)));
        graph.init();
        new Dl4jWeights(graph, architecture.layers()).load(weights);
        return graph;
    }

    /** Takes the helpers away again from every layer that is made in this process. */
    static void prepare() {
        NativeRuntime.prepare();
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
    }

    /**
     * @param planes shape [images, 3, side, side]
     * @return softmax probabilities, shape [images, classes]
     */
    public float[][] classify(FloatBuffer planes, int images) {
        try (INDArray input = NativeArrays.allocate(images, 3, side, side)) {
            NativeArrays.floats(input).put(planes.duplicate());
            return graph.outputSingle(false, input).toFloatMatrix();
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
