package dev.alexstream.engine;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;

/** Weights, biases and factors of layers, as their primitives take them. */
record OneDnnParameters(OneDnnNumbers numbers, OneDnnWeights stored, OneDnnHandles passing) {

    /**
     * Weights of a layer as they come, row-major.
     *
     * @param sides outputs first; with groups, groups and then the outputs of one
     */
    record Plain(String layer, int outputs, int tag, long... sides) {}

    /** The layout in which the weights lie already, or any. */
    dnnl_memory_desc weights(Plain plain) {
        dnnl_memory_desc any = passing.layout(numbers.weights(plain.layer()), dnnl.dnnl_format_tag_any, plain.sides());
        return stored.layoutOr(plain.layer() + ".weight", any);
    }

    dnnl_memory_desc bias(Plain plain) {
        return passing.layout(dnnl.dnnl_f32, dnnl.dnnl_x, plain.outputs());
    }

    /** The same attributes, with a factor for each output where the layer needs one. */
    dnnl_primitive_attr scaled(dnnl_primitive_attr attributes, Plain plain) {
        int outputSides = plain.tag() == dnnl.dnnl_goihw ? 0b11 : 0b1;
        return numbers.isScaled(plain.layer())
                ? passing.scaled(attributes, dnnl.DNNL_ARG_WEIGHTS, outputSides)
                : attributes;
    }

    /** By oneDNN's argument number. */
    Map<Integer, dnnl_memory> arguments(Plain plain, dnnl_primitive_desc description) {
        String layer = plain.layer();
        dnnl_memory_desc from = passing.layout(dnnl.dnnl_f32, plain.tag(), plain.sides());
        dnnl_memory_desc wanted = dnnl.dnnl_primitive_desc_query_md(description, dnnl.dnnl_query_weights_md, 0);
        dnnl_memory_desc row = bias(plain);
        Map<Integer, dnnl_memory> arguments = new HashMap<>();
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, stored.get(layer + ".weight", from, wanted, () -> numbers.weight(layer)));
        arguments.put(dnnl.DNNL_ARG_BIAS, stored.get(layer + ".bias", row, row, () -> numbers.bias(layer)));
        if (numbers.isScaled(layer)) {
            arguments.put(
                    dnnl.DNNL_ARG_ATTR_SCALES | dnnl.DNNL_ARG_WEIGHTS,
                    stored.get(layer + ".scale", row, row, () -> numbers.scales(layer)));
        }
        return arguments;
    }

    /** What 1 stands for in what goes into a layer, for a primitive. */
    dnnl_memory sourceUnit(String layer) {
        dnnl_memory_desc one = passing.layout(dnnl.dnnl_f32, dnnl.dnnl_x, 1);
        return stored.get(layer + ".unit", one, one, () -> new float[] {numbers.sourceUnit(layer)});
    }
}
