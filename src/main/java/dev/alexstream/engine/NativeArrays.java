package dev.alexstream.engine;

import dev.alexstream.network.Shape;
import dev.alexstream.network.Tensor;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Arrays in native memory, row-major, 32-bit. Who creates one closes it; views cost nothing and are never closed. */
final class NativeArrays {

    private NativeArrays() {}

    /** Uninitialised. */
    static INDArray allocate(long... shape) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', shape);
    }

    /** A copy of a tensor in its own shape. */
    static INDArray of(Tensor tensor) {
        INDArray array =
                allocate(tensor.shape().stream().mapToLong(side -> side).toArray());
        tensor.copyTo(floats(array));
        return array;
    }

    /** The values of an array, from its beginning, for reading and writing. */
    static FloatBuffer floats(INDArray array) {
        return array.data().asNioFloat();
    }

    /** The first values of a flat array as {@code images} times the shape. */
    static INDArray view(INDArray flat, int images, Shape shape) {
        long values = (long) images * shape.size();
        return flat.get(NDArrayIndex.interval(0, values))
                .reshape('c', images, shape.channels(), shape.height(), shape.width());
    }

    /** Channels {@code from} to {@code from + count} of [images, channels, height, width]. */
    static INDArray channels(INDArray images, long from, long count) {
        return images.get(
                NDArrayIndex.all(), NDArrayIndex.interval(from, from + count), NDArrayIndex.all(), NDArrayIndex.all());
    }

    /** {@code count} entries along the first dimension. */
    static INDArray slice(INDArray array, long from, long count) {
        return array.get(NDArrayIndex.interval(from, from + count));
    }

    /** The same values as [images, values of one image]. */
    static INDArray rows(INDArray images) {
        return images.reshape('c', images.size(0), images.length() / images.size(0));
    }
}
