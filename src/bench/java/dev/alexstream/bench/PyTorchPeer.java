package dev.alexstream.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.network.Layer;
import java.util.LinkedHashMap;
import java.util.Map;

/** PyTorch, operation by operation, through DJL. */
final class PyTorchPeer implements PeerEngine {

    private final MeasuredNetwork network;
    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private NDArray input;

    /** How many threads there are the property {@code ai.djl.pytorch.num_threads} says when the process starts. */
    PyTorchPeer(MeasuredNetwork network) {
        this.network = network;
        network.weights().tensors().forEach((name, tensor) -> {
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            weights.put(name, manager.create(tensor.floats(), new Shape(shape)));
        });
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("pytorch-" + engine.getVersion(), "fp32", "cpu");
    }

    @Override
    public void prepare(int images) {
        closeInput();
        input = manager.create(PeerInput.planes(network, images), new Shape(PeerInput.shape(network, images)));
    }

    /** Every array made on the way is released with the scope. */
    @Override
    public float[][] run() {
        try (var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var layers = new PyTorchLayers(weights, input);
            for (Layer layer : network.architecture().layers()) {
                layer.accept(layers);
            }
            return rows(layers.current());
        }
    }

    private static float[][] rows(NDArray probabilities) {
        float[] values = probabilities.toFloatArray();
        int images = Math.toIntExact(probabilities.getShape().get(0));
        int classes = values.length / images;
        float[][] rows = new float[images][classes];
        for (int image = 0; image < images; image++) {
            System.arraycopy(values, image * classes, rows[image], 0, classes);
        }
        return rows;
    }

    @Override
    public void close() {
        closeInput();
        manager.close();
    }

    private void closeInput() {
        if (input != null) {
            input.close();
        }
    }
}
