package dev.alexstream.engine;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** A native operation bound to its arrays once, then run any number of times without allocating in Java. */
final class NativeOp implements Runnable {

    private final CustomOp op;
    private final OpContext context;

    private NativeOp(CustomOp op, OpContext context) {
        this.op = op;
        this.context = context;
    }

    static NativeOp of(String name, List<INDArray> inputs, INDArray output, long... integers) {
        return of(name, inputs, output, new double[0], integers);
    }

    static NativeOp of(String name, List<INDArray> inputs, INDArray output, double[] floats, long... integers) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs);
        context.setOutputArrays(output);
        context.setTArguments(floats);
        context.setIArguments(integers);
        return new NativeOp(DynamicCustomOp.builder(name).build(), context);
    }

    @Override
    public void run() {
        Nd4j.exec(op, context);
    }
}
