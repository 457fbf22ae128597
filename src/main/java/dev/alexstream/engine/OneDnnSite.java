package dev.alexstream.engine;

import dev.alexstream.engine.OneDnnMemory.Current;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Where steps are built.
 *
 * @param scratch working memory of all steps, which run one after the other
 * @param passing for descriptions, needed while building only
 * @param lasting for what the steps need to run
 */
record OneDnnSite(dnnl_engine engine, OneDnnSlot scratch, OneDnnHandles passing, OneDnnHandles lasting) {

    /**
     * @param arguments memory by oneDNN's argument number, without the scratchpad
     */
    OneDnnStep step(String layer, dnnl_primitive_desc description, Map<Integer, dnnl_memory> arguments) {
        int count = arguments.size() + 1;
        dnnl_exec_arg_t bound = new dnnl_exec_arg_t(count);
        lasting.keep(bound::close);
        int at = 0;
        for (Map.Entry<Integer, dnnl_memory> argument : arguments.entrySet()) {
            bound.position(at++).arg(argument.getKey()).memory(argument.getValue());
        }
        dnnl_memory_desc scratchpad = dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_scratchpad_md, 0);
        bound.position(at).arg(dnnl.DNNL_ARG_SCRATCHPAD).memory(scratch.bind(scratchpad, lasting));
        bound.position(0);
        String implementation = OneDnnHandles.implementation(description);
        return new OneDnnStep(layer, implementation, lasting.primitive(description), bound, count);
    }

    /** Copies into another layout or data type. */
    OneDnnStep reorder(
            String layer, dnnl_memory_desc from, dnnl_memory_desc to, dnnl_memory source, dnnl_memory target) {
        dnnl_primitive_desc description = passing.reorder(from, to, engine, passing.plain());
        return step(layer, description, Map.of(dnnl.DNNL_ARG_FROM, source, dnnl.DNNL_ARG_TO, target));
    }

    /**
     * Copies into another layout and another unit: values are divided by the new one and rounded, and what does not fit its data type
     * becomes the nearest that does.
     */
    OneDnnStep quantization(String layer, Current from, Current to, dnnl_memory unit) {
        dnnl_primitive_attr attributes = passing.scaled(passing.plain(), dnnl.DNNL_ARG_TO, 0);
        return step(
                layer,
                passing.reorder(from.layout(), to.layout(), engine, attributes),
                Map.of(
                        dnnl.DNNL_ARG_FROM,
                        from.memory(),
                        dnnl.DNNL_ARG_TO,
                        to.memory(),
                        dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_TO,
                        unit));
    }
}
