package dev.alexstream.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Numbers with a shape, row-major, the last index fastest. Immutable: the bytes cannot be reached for writing.
 *
 * @param type of each number
 * @param shape sides, none negative; empty for a single number
 * @param data exactly the numbers, little-endian, position 0, read-only
 */
public record Tensor(DataType type, List<Integer> shape, ByteBuffer data) {

    /** So that one array can hold a tensor. */
    public static final long MAX_BYTES = Integer.MAX_VALUE - 16L;

    public Tensor {
        shape = List.copyOf(shape);
        data = data.slice().asReadOnlyBuffer();
        long expected = (long) sizeOf(shape) * type.bytes();
        if (data.remaining() != expected) {
            throw new WeightsException(
                    "a tensor of " + type + " " + shape + " takes " + expected + " bytes, not " + data.remaining());
        }
    }

    /** Converts numbers to the given type and keeps them. */
    public static Tensor of(DataType type, List<Integer> shape, float... values) {
        if (sizeOf(shape) != values.length) {
            throw new WeightsException("a tensor of shape " + shape + " does not hold " + values.length + " values");
        }
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, type.bytes()));
        type.write(values, data.order(ByteOrder.LITTLE_ENDIAN));
        return new Tensor(type, shape, data.rewind());
    }

    /** Number of values of a shape; at most what one array holds. */
    static int sizeOf(List<Integer> shape) {
        long size = 1;
        boolean empty = shape.contains(0);
        for (int side : shape) {
            if (side < 0) {
                throw new WeightsException("shape " + shape + " has a negative side");
            }
            size = empty ? 0 : size * side;
            if (size > MAX_BYTES / Float.BYTES) {
                throw new WeightsException("shape " + shape + " has too many values");
            }
        }
        return Math.toIntExact(size);
    }

    /** A view of the bytes, little-endian, read-only, with a position of its own. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of values. */
    public int size() {
        return sizeOf(shape);
    }

    /** A fresh copy of the values, widened to 32 bits without loss. */
    public float[] floats() {
        float[] values = new float[size()];
        copyTo(FloatBuffer.wrap(values));
        return values;
    }

    /** Puts all values, widened to 32 bits without loss, into a buffer from its position on. */
    public void copyTo(FloatBuffer target) {
        type.read(data(), target);
    }

    /** The same values in another type, rounded to nearest. */
    public Tensor as(DataType other) {
        return other == type ? this : of(other, shape, floats());
    }
}
