package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as a list of ND4J operations on memory that is allocated once.
 *
 * <pre>
 *   bytes ─▶ input ─▶ layer 1 ─▶ even ─▶ layer 2 ─▶ odd ─▶ layer 3 ─▶ even ─▶ … ─▶ probabilities
 * </pre>
 *
 * Layers read one of two buffers and write the other. A buffer holds the largest activation of {@value #MAX_BATCH} images; smaller batches
 * use the front of it, larger ones run in chunks. The arrays of a batch size are bound when the size first comes up.
 */
final class Nd4jPlan implements Classifier {

    static final int MAX_BATCH = 64;

    private final Architecture architecture;
    private final Shapes shapes;
    private final InputConverter converter;
    private final Map<String, Kernel> kernels = new LinkedHashMap<>();
    private final List<INDArray> buffers = new ArrayList<>();
    private final Map<Integer, List<Step>> stepsBySize = new HashMap<>();
    private boolean closed;

    /** One layer at one batch size; nothing to run for dropout. */
    private record Step(String layer, Runnable operation, INDArray output) {}

    /**
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     */
    Nd4jPlan(Architecture architecture, Weights weights, Preprocessing preprocessing) {
        weights.requireFit(architecture);
        NativeRuntime.prepare();
        this.architecture = architecture;
        this.shapes = Shapes.of(architecture);
        this.converter = new InputConverter(architecture.inputSide(), preprocessing);
        try {
            allocate(weights);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void allocate(Weights weights) {
        int input = shapes.input(architecture.layers().get(0).name()).size();
        int[] largest = {0, 0};
        int turn = 0;
        PlanCompiler compiler = new PlanCompiler(shapes, weights);
        for (Layer layer : architecture.layers()) {
            Kernel kernel = layer.accept(compiler).orElse(null);
            if (kernel != null) {
                kernels.put(layer.name(), kernel);
                largest[turn] =
                        Math.max(largest[turn], shapes.output(layer.name()).size());
                turn = 1 - turn;
            }
        }
        for (int values : new int[] {input, largest[0], Math.max(1, largest[1])}) {
            buffers.add(NativeArrays.allocate((long) MAX_BATCH * values));
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("nd4j", "fp32", Nd4j.getEnvironment().isCPU() ? "cpu" : "cuda");
    }

    @Override
    public float[][] classify(List<RgbPixels> images) {
        return activations(images, last());
    }

    /** Only the first chunk is looked at. */
    @Override
    public Seen classify(List<RgbPixels> images, Glimpse glimpse) {
        requireOpen();
        List<RgbPixels> chunk = images.subList(0, Math.min(MAX_BATCH, images.size()));
        converter.convert(chunk, NativeArrays.floats(buffers.get(0)));
        List<Step> steps = stepsBySize.computeIfAbsent(chunk.size(), this::bind);
        float[][] activations = rows(Math.min(glimpse.most(), chunk.size()), glimpse.layer());
        int next = run(steps, 0, glimpse.layer());
        copyRows(steps.get(next - 1).output(), activations, 0, activations.length);
        float[][] probabilities = rows(chunk.size(), last());
        int end = run(steps, next, last());
        copyRows(steps.get(end - 1).output(), probabilities, 0, probabilities.length);
        return new Seen(probabilities, activations).plus(classify(images.subList(chunk.size(), images.size())));
    }

    private float[][] rows(int images, String layer) {
        return new float[images][shapes.output(layer).size()];
    }

    private String last() {
        List<Layer> layers = architecture.layers();
        return layers.get(layers.size() - 1).name();
    }

    @Override
    public float[][] activations(List<RgbPixels> images, String layer) {
        int values = shapes.output(layer).size();
        float[][] results = new float[images.size()][values];
        for (int from = 0; from < images.size(); from += MAX_BATCH) {
            List<RgbPixels> chunk = images.subList(from, Math.min(images.size(), from + MAX_BATCH));
            requireOpen();
            converter.convert(chunk, NativeArrays.floats(buffers.get(0)));
            copyRows(run(chunk.size(), layer), results, from, chunk.size());
        }
        return results;
    }

    /**
     * @param planes [3, side, side] of one image, after preprocessing
     */
    float[] activations(float[] planes, String layer) {
        requireOpen();
        NativeArrays.floats(buffers.get(0)).put(planes);
        float[][] results = new float[1][shapes.output(layer).size()];
        copyRows(run(1, layer), results, 0, 1);
        return results[0];
    }

    private static void copyRows(INDArray output, float[][] results, int from, int count) {
        FloatBuffer values = NativeArrays.floats(output);
        for (int row = 0; row < count; row++) {
            values.get(results[from + row]);
        }
    }

    private INDArray run(int images, String upTo) {
        List<Step> steps = stepsBySize.computeIfAbsent(images, this::bind);
        return steps.get(run(steps, 0, upTo) - 1).output();
    }

    /** @return the step after the last one that ran */
    private static int run(List<Step> steps, int from, String upTo) {
        for (int i = from; i < steps.size(); i++) {
            steps.get(i).operation().run();
            if (steps.get(i).layer().equals(upTo)) {
                return i + 1;
            }
        }
        throw new IllegalStateException("no step for layer " + upTo);
    }

    private List<Step> bind(int images) {
        List<Step> steps = new ArrayList<>();
        INDArray current = NativeArrays.view(
                buffers.get(0),
                images,
                shapes.input(architecture.layers().get(0).name()));
        int turn = 1;
        for (Layer layer : architecture.layers()) {
            Kernel kernel = kernels.get(layer.name());
            if (kernel == null) {
                steps.add(new Step(layer.name(), () -> {}, current));
                continue;
            }
            INDArray output = NativeArrays.view(buffers.get(turn), images, shapes.output(layer.name()));
            steps.add(new Step(layer.name(), kernel.bind(current, output), output));
            current = output;
            turn = 3 - turn;
        }
        return steps;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the plan is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stepsBySize.clear();
            kernels.values().forEach(Kernel::close);
            buffers.forEach(INDArray::close);
        }
    }
}
