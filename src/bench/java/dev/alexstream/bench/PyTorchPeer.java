package dev.alexstream.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineException;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.TorchScriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** PyTorch through DJL, which has no arrays of bfloat16: a TorchScript module converts weights and images and computes all layers. */
final class PyTorchPeer implements PeerEngine {

    private static final Map<String, DataType> TYPES = Map.of("fp32", DataType.F32, "bf16", DataType.BF16);
    private static final String NAME = "network";

    /** How DJL is told that arrays go into a list, and which method is meant. */
    private static final String LISTED = "weights[]";

    private static final String PREPARE = "module_method:prepare";

    private final MeasuredNetwork network;
    private final String precision;
    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private final Model model = Model.newInstance(NAME, "PyTorch");
    private final NDList weights = new NDList();
    private NDList inputs = new NDList();

    /**
     * How many threads there are the property {@code ai.djl.pytorch.num_threads} says when the process starts.
     *
     * @param precision {@code fp32} or {@code bf16}
     * @throws EngineException when this CPU does not have it
     */
    PyTorchPeer(MeasuredNetwork network, String precision) {
        this.network = network;
        this.precision = precision;
        load();
        Shapes.of(network.architecture()).weights().keySet().forEach(name -> {
            Tensor tensor = network.weights().tensor(name);
            long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            weights.add(listed(manager.create(tensor.floats(), new Shape(shape))));
        });
        tryOut();
    }

    private void load() {
        try {
            Path folder = Files.createTempDirectory("alexstream-torch");
            Path file = folder.resolve(NAME + ".pt");
            try {
                TorchScriptFile.write(network.architecture(), TYPES.get(precision), file);
                model.load(folder, NAME);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException | ai.djl.MalformedModelException e) {
            throw new IllegalStateException("PyTorch does not take the module", e);
        }
    }

    private void tryOut() {
        try {
            prepare(1);
            run();
        } catch (ai.djl.engine.EngineException e) {
            throw new EngineException(
                    "PyTorch: "
                            + e.getMessage()
                                    .lines()
                                    .reduce((first, last) -> last)
                                    .orElse(""),
                    e);
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("pytorch-" + engine.getVersion(), precision, "cpu");
    }

    @Override
    public void prepare(int images) {
        inputs.close();
        NDArray input = manager.create(PeerInput.planes(network, images), new Shape(PeerInput.shape(network, images)));
        inputs = new NDList(input);
        NDArray method = manager.create(0);
        method.setName(PREPARE);
        var given = new NDList(input, method);
        given.addAll(weights);
        forward(given).forEach(weight -> inputs.add(listed(weight)));
        method.close();
    }

    private static NDArray listed(NDArray weight) {
        weight.setName(LISTED);
        return weight;
    }

    @Override
    public float[][] run() {
        try (NDList outputs = forward(inputs)) {
            return rows(outputs.singletonOrThrow());
        }
    }

    private NDList forward(NDList given) {
        return model.getBlock().forward(new ParameterStore(), given, false);
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
        inputs.close();
        model.close();
        manager.close();
    }
}
