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
        NativeRuntime.prepare();
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
        side = architecture.inputSide();
        var settings = new NeuralNetConfiguration.Builder().updater(new NoOp()).dataType(DataType.FLOAT);
        graph = new ComputationGraph(Dl4jCompiler.compile(architecture, architecture.layers(), settings));
        graph.init();
        new Dl4jWeights(graph, architecture.layers()).load(weights);
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
