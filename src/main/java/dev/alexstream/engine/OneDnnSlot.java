package dev.alexstream.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A piece of native memory that many memory objects share, one after the other in time. It grows to the largest of them; when it moves,
 * they all follow.
 */
final class OneDnnSlot implements AutoCloseable {

    /** Of a cache line, which vector loads like. */
    private static final int ALIGNMENT = 64;

    private final dnnl_engine engine;
    private final List<dnnl_memory> bound = new ArrayList<>();
    private BytePointer base = new BytePointer();
    private BytePointer bytes = base;
    private FloatPointer floats = new FloatPointer();
    private long capacity = -1;

    OneDnnSlot(dnnl_engine engine) {
        this.engine = engine;
    }

    /** A memory object at the front of this slot, destroyed with {@code handles}. */
    dnnl_memory bind(dnnl_memory_desc layout, OneDnnHandles handles) {
        require(dnnl.dnnl_memory_desc_get_size(layout));
        dnnl_memory memory = new dnnl_memory();
        OneDnnHandles.require(dnnl.dnnl_memory_create(memory, layout, engine, bytes), "a memory object");
        bound.add(memory);
        handles.keep(() -> {
            bound.remove(memory);
            dnnl.dnnl_memory_destroy(memory);
        });
        return memory;
    }

    private void require(long size) {
        if (size <= capacity) {
            return;
        }
        BytePointer larger = new BytePointer(size + ALIGNMENT);
        base.close();
        base = larger;
        bytes = larger.getPointer((ALIGNMENT - larger.address() % ALIGNMENT) % ALIGNMENT);
        floats = new FloatPointer(bytes);
        capacity = size;
        for (dnnl_memory memory : bound) {
            OneDnnHandles.require(dnnl.dnnl_memory_set_data_handle(memory, bytes), "a memory object's new place");
        }
    }

    /** Copies into the slot, which must be bound to something as large. */
    void put(long at, byte[] values) {
        bytes.position(at).put(values, 0, values.length);
        bytes.position(0);
    }

    /** Copies into the slot, which must be bound to something as large; {@code at} counts floats. */
    void put(long at, float[] values) {
        floats.position(at).put(values, 0, values.length);
    }

    /** Copies out of the slot; {@code at} counts floats. */
    void get(long at, float[] values) {
        floats.position(at).get(values, 0, values.length);
    }

    @Override
    public void close() {
        base.close();
    }
}
