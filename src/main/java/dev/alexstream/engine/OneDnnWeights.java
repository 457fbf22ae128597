package dev.alexstream.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Weights in native memory, each in the layout that the first primitive to use it asked for, shared by all batch sizes. */
final class OneDnnWeights implements AutoCloseable {

    private final OneDnnCore core;
    private final OneDnnHandles handles = new OneDnnHandles();
    private final Map<String, Stored> stored = new LinkedHashMap<>();

    private record Stored(dnnl_memory_desc layout, dnnl_memory memory) {}

    OneDnnWeights(OneDnnCore core) {
        this.core = core;
    }

    /** The layout in which a weight is already there, else the given one. */
    dnnl_memory_desc layoutOr(String name, dnnl_memory_desc otherwise) {
        Stored known = stored.get(name);
        return known == null ? otherwise : known.layout();
    }

    /** Where the values of a weight come from; asked at most once. */
    interface Values {
        float[] get();
    }

    /**
     * A weight that is there in this layout already, or is brought into it now.
     *
     * @param plain the layout of the values, 32 bits, row-major
     */
    dnnl_memory get(String name, dnnl_memory_desc plain, dnnl_memory_desc wanted, Values values) {
        Stored known = stored.get(name);
        if (known == null) {
            known = store(plain, wanted, values.get());
            stored.put(name, known);
        } else if (dnnl.dnnl_memory_desc_equal(known.layout(), wanted) == 0) {
            throw new EngineException("weight " + name + " is not in the layout that a primitive wants");
        }
        return known.memory();
    }

    private Stored store(dnnl_memory_desc plain, dnnl_memory_desc wanted, float[] values) {
        OneDnnSlot place = new OneDnnSlot(core.engine());
        handles.keep(place::close);
        dnnl_memory_desc layout = handles.copy(wanted);
        dnnl_memory target = place.bind(layout, handles);
        try (OneDnnHandles passing = new OneDnnHandles();
                OneDnnSlot source = new OneDnnSlot(core.engine());
                OneDnnSlot scratch = new OneDnnSlot(core.engine())) {
            dnnl_memory from = source.bind(plain, passing);
            source.put(0, values);
            OneDnnSite site = new OneDnnSite(core.engine(), scratch, passing, passing);
            site.reorder("weights", plain, layout, from, target).run(core.stream());
        }
        return new Stored(layout, target);
    }

    @Override
    public void close() {
        handles.close();
    }
}
