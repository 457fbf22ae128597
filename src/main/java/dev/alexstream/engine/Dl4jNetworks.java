package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An architecture, or the end of one, as a DL4J graph with the given weights, and the weights back out of it.
 *
 * <p>Training from a layer on, with everything below it frozen, is a graph that begins at this layer: its input is what {@link
 * Classifier#activations} gives for the layer before, as [examples, channels, height, width], or flat as
 * [examples, values] where the graph begins with a dense layer. For the whole network it is what {@link InputConverter#planes} gives.
 * {@code Dl4jNetworks.compile(a, w, "fc6", settings)} is the dense head on cached features; {@code "conv1"} the whole network.
 */
public final class Dl4jNetworks {

    private Dl4jNetworks() {}

    /**
     * Compiles the layer called {@code from} and all after it, with dropout as the architecture has it. Belongs to one thread; holds
     * native memory until {@link #close}.
     *
     * @param weights of at least these layers
     * @param settings updater, learning rate, regularisation, and the seed of dropout; nothing is added to them
     * @throws EngineException when a layer would take DL4J's slow path, which is silent otherwise
     * @throws dev.alexstream.network.NetworkException when weights are missing or misshapen, or there is no such layer
     */
    public static ComputationGraph compile(
            Architecture architecture, Weights weights, String from, NeuralNetConfiguration.Builder settings) {
        List<Layer> layers = architecture.layersFrom(from);
        weights.requireFit(architecture, layers);
        NativeRuntime.prepare();
        ComputationGraph graph =
                new ComputationGraph(Dl4jCompiler.compile(architecture, layers, settings.dataType(DataType.FLOAT)));
        graph.init();
        Dl4jHelpers.requirePresent(graph);
        new Dl4jWeights(graph, layers).load(weights);
        return graph;
    }

    /**
     * Lets native memory go at once, and nothing of the graph may be used any more. The graph's own method leaves its parameters to two
     * collections of all garbage, which whoever is served in the same process waits for. Called by the thread that the graph belongs to.
     */
    public static void close(ComputationGraph graph) {
        release(graph.params());
        release(graph.getFlattenedGradients());
        ComputationGraphUpdater updater = graph.getUpdater(false);
        release(updater == null ? null : updater.getStateViewArray());
        MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
        List.copyOf(workspaces.getAllWorkspacesForCurrentThread()).forEach(workspaces::destroyWorkspace);
    }

    /** What {@link ComputationGraph#feedForward} gave, but for the input, which is the caller's. */
    public static void closeActivations(Map<String, INDArray> activations, INDArray input) {
        activations.values().stream()
                .filter(array -> array != input && array.closeable() && !array.wasClosed())
                .forEach(INDArray::close);
    }

    /** Parameters are a view of a buffer that belongs to nobody else, and a view is not what can be closed. */
    private static void release(INDArray array) {
        if (array == null || array.wasClosed()) {
            return;
        }
        DataBuffer viewed = array.data().originalDataBuffer();
        DataBuffer buffer = viewed == null ? array.data() : viewed;
        if (buffer.closeable()) {
            buffer.close();
        }
    }

    /** The present weights of a graph that {@link #compile} gave: of the layer {@code from} and all after it, as 32-bit numbers. */
    public static Weights weights(Architecture architecture, String from, ComputationGraph graph) {
        return new Dl4jWeights(graph, architecture.layersFrom(from)).read();
    }
}
