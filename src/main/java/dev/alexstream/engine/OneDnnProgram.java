package dev.alexstream.engine;

import dev.alexstream.engine.OneDnnMemory.Current;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;

/** A network for one batch size: primitives in a row. Leaves the values of the layer that it was run up to in the memory's value slot. */
final class OneDnnProgram implements AutoCloseable {

    private final List<OneDnnStep> steps;
    private final Map<String, Output> outputs;
    private final OneDnnHandles handles;
    private final Map<String, OneDnnStep> readings = new HashMap<>();

    /**
     * What a layer leaves behind.
     *
     * @param steps how many steps it takes to get there
     * @param unit what 1 stands for
     * @param plain the same values with 32 bits, row-major
     * @param readable it is in the value slot already
     */
    record Output(int steps, Current values, dnnl_memory_desc plain, float unit, boolean readable) {}

    /**
     * @param handles of all that the steps and outputs need; closed with this program
     */
    OneDnnProgram(List<OneDnnStep> steps, Map<String, Output> outputs, OneDnnHandles handles) {
        this.steps = List.copyOf(steps);
        this.outputs = Map.copyOf(outputs);
        this.handles = handles;
    }

    List<OneDnnStep> steps() {
        return steps;
    }

    /** What 1 stands for in the values of a layer. */
    float unit(String layer) {
        return outputs.get(layer).unit();
    }

    /** Runs all layers up to this one. */
    void run(String layer, OneDnnMemory memory, OneDnnCore core) {
        run(0, layer, memory, core);
    }

    /** Runs all layers after one that it was just run up to, up to this one. */
    void runOn(String after, String layer, OneDnnMemory memory, OneDnnCore core) {
        run(outputs.get(after).steps(), layer, memory, core);
    }

    private void run(int from, String layer, OneDnnMemory memory, OneDnnCore core) {
        Output output = outputs.get(layer);
        run(from, output.steps(), core);
        if (!output.readable()) {
            readings.computeIfAbsent(layer, name -> reading(name, output, memory, core))
                    .run(core.stream());
        }
        core.await();
    }

    /** Runs all layers. */
    void run(OneDnnCore core) {
        run(0, steps.size(), core);
        core.await();
    }

    private void run(int from, int to, OneDnnCore core) {
        for (int i = from; i < to; i++) {
            steps.get(i).run(core.stream());
        }
    }

    private OneDnnStep reading(String layer, Output output, OneDnnMemory memory, OneDnnCore core) {
        try (OneDnnHandles passing = new OneDnnHandles()) {
            OneDnnSite site = new OneDnnSite(core.engine(), memory.scratch(), passing, handles);
            dnnl_memory target = memory.values().bind(output.plain(), handles);
            return site.reorder(
                    layer,
                    output.values().layout(),
                    output.plain(),
                    output.values().memory(),
                    target);
        }
    }

    @Override
    public void close() {
        handles.close();
    }
}
