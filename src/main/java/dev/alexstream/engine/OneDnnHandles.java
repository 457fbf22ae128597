package dev.alexstream.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Handles of oneDNN with one life span: {@link #close} destroys them, the last one first. The C interface is used on purpose: no garbage
 * collector stands behind its handles, and none is needed.
 */
final class OneDnnHandles implements AutoCloseable {

    private final Deque<Runnable> destructors = new ArrayDeque<>();

    /** Runs at {@link #close}, before all that was kept earlier. */
    void keep(Runnable destructor) {
        destructors.push(destructor);
    }

    /**
     * @throws EngineException that names the call when the status is not success
     * @throws OutOfMemoryError that names it when there was no memory for it
     */
    static void require(int status, String call) {
        if (status == dnnl.dnnl_out_of_memory) {
            throw new OutOfMemoryError("oneDNN has no memory for " + call);
        }
        if (status != dnnl.dnnl_success) {
            throw new EngineException("oneDNN refuses " + call + " with status " + status
                    + (status == dnnl.dnnl_unimplemented ? ": not implemented on this CPU" : ""));
        }
    }

    /** A dense layout, or one that the primitive may choose with {@code dnnl_format_tag_any}. */
    dnnl_memory_desc layout(int dataType, int tag, long... sides) {
        dnnl_memory_desc layout = new dnnl_memory_desc();
        require(
                dnnl.dnnl_memory_desc_create_with_tag(layout, sides.length, sides, dataType, tag),
                "a memory descriptor");
        keep(() -> dnnl.dnnl_memory_desc_destroy(layout));
        return layout;
    }

    /** A copy that outlives the primitive description it was read from. */
    dnnl_memory_desc copy(dnnl_memory_desc layout) {
        dnnl_memory_desc copy = new dnnl_memory_desc();
        require(dnnl.dnnl_memory_desc_clone(copy, layout), "a copy of a memory descriptor");
        keep(() -> dnnl.dnnl_memory_desc_destroy(copy));
        return copy;
    }

    /** Scratchpad given by the caller, nothing after the operation. */
    dnnl_primitive_attr plain() {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        require(dnnl.dnnl_primitive_attr_create(attributes), "primitive attributes");
        keep(() -> dnnl.dnnl_primitive_attr_destroy(attributes));
        require(
                dnnl.dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl.dnnl_scratchpad_mode_user),
                "a scratchpad of our own");
        return attributes;
    }

    /** As {@link #plain}, with ReLU fused behind the operation. */
    dnnl_primitive_attr withRelu() {
        return with(operations -> dnnl.dnnl_post_ops_append_eltwise(operations, dnnl.dnnl_eltwise_relu, 0, 0));
    }

    /** As {@link #plain}, with the result divided by another tensor. */
    dnnl_primitive_attr dividedBy(dnnl_memory_desc divisors) {
        return with(operations -> dnnl.dnnl_post_ops_append_binary(operations, dnnl.dnnl_binary_div, divisors));
    }

    /**
     * The same attributes, with an argument multiplied by factors that are given when the primitive runs: one for each of the sides in the
     * mask.
     */
    dnnl_primitive_attr scaled(dnnl_primitive_attr attributes, int argument, int mask) {
        require(dnnl.dnnl_primitive_attr_set_scales_mask(attributes, argument, mask), "factors");
        return attributes;
    }

    private interface Appending {
        int append(dnnl_post_ops operations);
    }

    private dnnl_primitive_attr with(Appending operation) {
        dnnl_primitive_attr attributes = plain();
        dnnl_post_ops operations = new dnnl_post_ops();
        require(dnnl.dnnl_post_ops_create(operations), "post-operations");
        keep(() -> dnnl.dnnl_post_ops_destroy(operations));
        require(operation.append(operations), "a post-operation");
        require(dnnl.dnnl_primitive_attr_set_post_ops(attributes, operations), "a post-operation");
        return attributes;
    }

    /** Takes over a description that was just created. */
    dnnl_primitive_desc owned(int status, dnnl_primitive_desc description, String what) {
        require(status, what);
        keep(() -> dnnl.dnnl_primitive_desc_destroy(description));
        return description;
    }

    dnnl_primitive_desc reorder(
            dnnl_memory_desc from, dnnl_memory_desc to, dnnl_engine engine, dnnl_primitive_attr attributes) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        int status = dnnl.dnnl_reorder_primitive_desc_create(description, from, engine, to, engine, attributes);
        return owned(status, description, "a reorder");
    }

    dnnl_primitive primitive(dnnl_primitive_desc description) {
        dnnl_primitive primitive = new dnnl_primitive();
        require(dnnl.dnnl_primitive_create(primitive, description), "a primitive");
        keep(() -> dnnl.dnnl_primitive_destroy(primitive));
        return primitive;
    }

    /** Of the values that lie so. */
    static int dataType(dnnl_memory_desc layout) {
        try (IntPointer dataType = new IntPointer(1)) {
            require(dnnl.dnnl_memory_desc_query(layout, dnnl.dnnl_query_data_type, dataType), "a data type");
            return dataType.get();
        }
    }

    /** For example {@code brg_conv_fwd:avx512_core}; one that begins with {@code ref} is slow. */
    static String implementation(dnnl_primitive_desc description) {
        try (PointerPointer<BytePointer> name = new PointerPointer<>(1)) {
            require(
                    dnnl.dnnl_primitive_desc_query(description, dnnl.dnnl_query_impl_info_str, 0, name),
                    "the name of an implementation");
            return name.get(BytePointer.class, 0).getString();
        }
    }

    @Override
    public void close() {
        while (!destructors.isEmpty()) {
            destructors.pop().run();
        }
    }
}
