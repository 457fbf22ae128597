package dev.alexstream.bench;

import dev.alexstream.engine.InputConverter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The images as a library for floats takes them. */
final class PeerInput {

    static final int CHANNELS = 3;

    private PeerInput() {}

    /** @return shape [images, 3, side, side], after preprocessing, in native memory */
    static FloatBuffer planes(MeasuredNetwork network, int images) {
        int side = network.architecture().inputSide();
        var converter = new InputConverter(side, network.preprocessing());
        FloatBuffer planes = ByteBuffer.allocateDirect(images * CHANNELS * side * side * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        network.noise(images).forEach(image -> planes.put(converter.planes(image)));
        return planes.flip();
    }

    static long[] shape(MeasuredNetwork network, int images) {
        int side = network.architecture().inputSide();
        return new long[] {images, CHANNELS, side, side};
    }
}
