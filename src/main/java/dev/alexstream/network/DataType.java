package dev.alexstream.network;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** How a number lies in memory, little-endian. Constants are called as in safetensors headers. */
public enum DataType {
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary16. */
    F16(2),
    /** The upper half of a binary32. */
    BF16(2);

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
            case F16 -> {
                while (from.hasRemaining()) {
                    into.put(HalfFloats.fromFloat16(from.getShort()));
                }
            }
            case BF16 -> {
                while (from.hasRemaining()) {
                    into.put(HalfFloats.fromBfloat16(from.getShort()));
                }
            }
        }
    }

    void write(float[] from, ByteBuffer into) {
        switch (this) {
            case F32 -> into.asFloatBuffer().put(from);
            case F16 -> writeShorts(from, into, HalfFloats::toFloat16);
            case BF16 -> writeShorts(from, into, HalfFloats::toBfloat16);
        }
    }

    private static void writeShorts(float[] from, ByteBuffer into, Half half) {
        for (float value : from) {
            into.putShort(half.of(value));
        }
    }

    private interface Half {
        short of(float value);
    }
}
