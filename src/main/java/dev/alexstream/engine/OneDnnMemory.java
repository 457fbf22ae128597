package dev.alexstream.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * What the programs of all batch sizes share: images as they come, two buffers that layers read and write in turns, the values as they
 * leave, and working memory of the primitives.
 */
record OneDnnMemory(OneDnnSlot images, List<OneDnnSlot> turns, OneDnnSlot values, OneDnnSlot scratch)
        implements AutoCloseable {

    static OneDnnMemory of(dnnl_engine engine) {
        List<OneDnnSlot> slots = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            slots.add(new OneDnnSlot(engine));
        }
        return new OneDnnMemory(slots.get(0), slots.subList(1, 3), slots.get(3), slots.get(4));
    }

    /** Activations on their way: what they are, how they lie, and in which of the two buffers. */
    record Current(dnnl_memory memory, dnnl_memory_desc layout, int turn) {}

    @Override
    public void close() {
        images.close();
        turns.forEach(OneDnnSlot::close);
        values.close();
        scratch.close();
    }
}
