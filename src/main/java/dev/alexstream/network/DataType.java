package dev.alexstream.network;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** How a number lies in memory, little-endian. Constants are called as in safetensors headers. */
public enum DataType {
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2),
    /** Whole numbers from 0 to 255: data that stands beside weights, never a weight. */
    U8(1);

    /** The largest number that {@link #F16} holds. */
    public static final float LARGEST_F16 = 65504;

    private static final int PIECE = 1 << 13;

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    void read(ByteBuffer from, FloatBuffer into) {
        switch (this) {
            case F32 -> into.put(from.asFloatBuffer());
            case F16 -> readShorts(from.asShortBuffer(), into, HalfFloats::fromFloat16);
            case BF16 -> readShorts(from.asShortBuffer(), into, HalfFloats::fromBfloat16);
            case U8 -> readBytes(from, into);
        }
    }

    /** By way of arrays: buffers take a long time over single numbers until they are compiled, and a process starts with this. */
    private static void readShorts(ShortBuffer from, FloatBuffer into, Wide wide) {
        short[] halves = new short[Math.min(PIECE, from.remaining())];
        float[] values = new float[halves.length];
        while (from.hasRemaining()) {
            int count = Math.min(halves.length, from.remaining());
            from.get(halves, 0, count);
            for (int i = 0; i < count; i++) {
                values[i] = wide.of(halves[i]);
            }
            into.put(values, 0, count);
        }
    }

    void write(float[] from, ByteBuffer into) {
        switch (this) {
            case F32 -> into.asFloatBuffer().put(from);
            case F16 -> writeShorts(from, into, HalfFloats::toFloat16);
            case BF16 -> writeShorts(from, into, HalfFloats::toBfloat16);
            case U8 -> writeBytes(from, into);
        }
    }

    private static void writeShorts(float[] from, ByteBuffer into, Half half) {
        for (float value : from) {
            into.putShort(half.of(value));
        }
    }

    private static void readBytes(ByteBuffer from, FloatBuffer into) {
        while (from.hasRemaining()) {
            into.put(Byte.toUnsignedInt(from.get()));
        }
    }

    private static void writeBytes(float[] from, ByteBuffer into) {
        for (float value : from) {
            into.put((byte) Math.max(0, Math.min(255, Math.round(value))));
        }
    }

    private interface Wide {
        float of(short half);
    }

    private interface Half {
        short of(float value);
    }
}
