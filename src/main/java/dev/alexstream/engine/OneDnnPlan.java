package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a list of oneDNN primitives on memory that is allocated once.
 *
 * <pre>
 *   bytes ─▶ levels ─▶ layer 1 ─▶ even ─▶ layer 2 ─▶ odd ─▶ layer 3 ─▶ even ─▶ … ─▶ probabilities
 * </pre>
 *
 * Weights lie in the layouts that the primitives of the largest batch chose, once for all batch sizes. Primitives of another size are made
 * when they are to be prepared or the size first comes up, and kept. The parameters on the Java heap are let go. More images than the largest batch has run in chunks.
 * Running allocates no native memory.
 */
final class OneDnnPlan implements Classifier {

    static final int MAX_BATCH = 64;

    private OneDnnNetwork network;
    private final int largest;
    private final OneDnnCore core;
    private final OneDnnMemory memory;
    private final OneDnnWeights weights;
    private final Map<Integer, OneDnnProgram> programs = new HashMap<>();
    private final byte[] signed;
    private boolean closed;

    /**
     * @param precision {@link DataType#F32} or {@link DataType#BF16}
     * @throws dev.alexstream.network.NetworkException when the weights do not fit the architecture
     * @throws EngineException when oneDNN cannot be loaded, or does not have this precision on this CPU
     */
    OneDnnPlan(Architecture architecture, Weights weights, Preprocessing preprocessing, DataType precision) {
        this(OneDnnNetwork.inFloats(architecture, weights, preprocessing, precision));
    }

    /**
     * @throws EngineException when oneDNN cannot be loaded, or does not have these numbers on this CPU
     */
    OneDnnPlan(OneDnnNetwork network) {
        this(network, MAX_BATCH);
    }

    /** @param largest batch: a plan for few images takes less memory, and layouts that suit few images */
    OneDnnPlan(OneDnnNetwork network, int largest) {
        int side = network.architecture().inputSide();
        this.network = network;
        this.largest = largest;
        this.signed = new byte[3 * side * side];
        this.core = OneDnnCore.open();
        this.memory = OneDnnMemory.of(core.engine());
        this.weights = new OneDnnWeights(core);
        try {
            programs.put(largest, compile(largest, OneDnnInput.BYTES));
            this.network = network.withoutParameters();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private OneDnnProgram compile(int images, OneDnnInput input) {
        OneDnnHandles lasting = new OneDnnHandles();
        try (OneDnnHandles passing = new OneDnnHandles()) {
            OneDnnSite site = new OneDnnSite(core.engine(), memory.scratch(), passing, lasting);
            return new OneDnnCompiler(network, weights, memory, site, images).compile(input);
        } catch (RuntimeException | Error e) {
            lasting.close();
            throw e;
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("onednn", network.numbers().precision(), "cpu");
    }

    @Override
    public void prepare(int images) {
        requireOpen();
        int most = Math.min(images, largest);
        for (int size = 1; size <= most; size++) {
            var unused = program(size);
        }
        touch(most);
    }

    /** The system gives memory when it is first written to, which for a large batch takes longer than to classify it. */
    private void touch(int images) {
        int side = network.architecture().inputSide();
        var unused = classify(Collections.nCopies(images, new RgbPixels(side, new byte[3 * side * side])));
    }

    /** Of the batches that it is ready for. */
    Set<Integer> sizes() {
        return Set.copyOf(programs.keySet());
    }

    @Override
    public float[][] classify(List<RgbPixels> images) {
        return activations(images, last());
    }

    private String last() {
        List<Layer> layers = network.architecture().layers();
        return layers.get(layers.size() - 1).name();
    }

    /** Only the first chunk is looked at. */
    @Override
    public Seen classify(List<RgbPixels> images, Glimpse glimpse) {
        requireOpen();
        List<RgbPixels> chunk = images.subList(0, Math.min(largest, images.size()));
        OneDnnProgram program = program(chunk.size());
        take(chunk);
        float[][] activations = rows(Math.min(glimpse.most(), chunk.size()), glimpse.layer());
        program.run(glimpse.layer(), memory, core);
        copy(program.unit(glimpse.layer()), activations);
        float[][] probabilities = rows(chunk.size(), last());
        program.runOn(glimpse.layer(), last(), memory, core);
        copy(program.unit(last()), probabilities);
        return new Seen(probabilities, activations).plus(classify(images.subList(chunk.size(), images.size())));
    }

    private float[][] rows(int images, String layer) {
        return new float[images][network.shapes().output(layer).size()];
    }

    private void copy(float unit, float[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            memory.values().get((long) i * rows[i].length, rows[i]);
            multiply(rows[i], unit);
        }
    }

    @Override
    public float[][] activations(List<RgbPixels> images, String layer) {
        int values = network.shapes().output(layer).size();
        requireOpen();
        float[][] results = new float[images.size()][values];
        for (int from = 0; from < images.size(); from += largest) {
            List<RgbPixels> chunk = images.subList(from, Math.min(images.size(), from + largest));
            OneDnnProgram program = program(chunk.size());
            take(chunk);
            program.run(layer, memory, core);
            for (int i = 0; i < chunk.size(); i++) {
                memory.values().get((long) i * values, results[from + i]);
                multiply(results[from + i], program.unit(layer));
            }
        }
        return results;
    }

    private static void multiply(float[] values, float unit) {
        for (int i = 0; unit != 1 && i < values.length; i++) {
            values[i] *= unit;
        }
    }

    /** The primitives of a batch size, in order. */
    OneDnnProgram program(int images) {
        return programs.computeIfAbsent(images, size -> compile(size, OneDnnInput.BYTES));
    }

    /** Runs the primitives of a batch size on whatever lies in memory, and nothing else. */
    void runPrimitives(int images) {
        requireOpen();
        program(images).run(core);
    }

    private void take(List<RgbPixels> images) {
        int side = network.architecture().inputSide();
        long at = 0;
        for (RgbPixels image : images) {
            InputConverter.requireSide(image, side);
            byte[] levels = image.data();
            for (int i = 0; i < signed.length; i++) {
                signed[i] = (byte) (levels[i] - InputFolding.MIDDLE);
            }
            memory.images().put(at, signed);
            at += signed.length;
        }
    }

    /**
     * @param planes [3, side, side] of one image, after preprocessing
     */
    float[] activations(float[] planes, String layer) {
        requireOpen();
        try (OneDnnProgram program = compile(1, OneDnnInput.PLANES)) {
            memory.images().put(0, network.foldsInput() ? network.levels(planes) : planes);
            program.run(layer, memory, core);
            float[] values = new float[network.shapes().output(layer).size()];
            memory.values().get(0, values);
            multiply(values, program.unit(layer));
            return values;
        }
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
            programs.values().forEach(OneDnnProgram::close);
            weights.close();
            memory.close();
            core.close();
        }
    }
}
