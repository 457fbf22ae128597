package dev.alexstream.engine;

import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/**
 * One primitive bound to its memory. Running it allocates nothing.
 *
 * @param layer whose part it is
 * @param implementation as oneDNN names it
 */
record OneDnnStep(
        String layer, String implementation, dnnl_primitive primitive, dnnl_exec_arg_t arguments, int argumentCount) {

    void run(dnnl_stream stream) {
        OneDnnHandles.require(
                dnnl.dnnl_primitive_execute(primitive, stream, argumentCount, arguments), "to execute " + layer);
    }
}
