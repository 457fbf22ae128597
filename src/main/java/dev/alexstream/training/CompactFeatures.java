package dev.alexstream.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Features of one image in several views, in little space: each view in 255 steps of its largest magnitude, then deflated. What
 * convolutions see is mostly zero, so this takes about a twentieth of 32-bit numbers.
 *
 * <pre>
 *   views: int · for each view: step: float, length: int, deflated bytes
 * </pre>
 */
final class CompactFeatures {

    private static final int STEPS = 127;

    private CompactFeatures() {}

    /** @param views each of the same number of values, all finite */
    static byte[] encode(List<float[]> views) {
        var out = new ByteArrayOutputStream();
        put(out, views.size());
        for (float[] view : views) {
            float step = largest(view) / STEPS;
            byte[] deflated = deflate(inSteps(view, step));
            put(out, Float.floatToIntBits(step));
            put(out, deflated.length);
            out.writeBytes(deflated);
        }
        return out.toByteArray();
    }

    /** Number of views in encoded features. */
    static int views(ByteBuffer encoded) {
        return encoded.getInt(encoded.position());
    }

    /** The same features in the first views only, of which serving is one; all if there are no more than {@code most}. */
    static ByteBuffer firstViews(ByteBuffer encoded, int most) {
        int views = Math.min(most, views(encoded));
        int start = encoded.position() + Integer.BYTES;
        int length = 0;
        for (int view = 0; view < views; view++) {
            length += 2 * Integer.BYTES + encoded.getInt(start + length + Integer.BYTES);
        }
        ByteBuffer first = ByteBuffer.allocate(Integer.BYTES + length);
        first.putInt(views).put(encoded.slice(start, length));
        return first.flip();
    }

    /**
     * Puts one view into {@code target}, which has room for exactly its values.
     *
     * @throws TrainingException if the bytes are no features of so many values
     */
    static void decode(ByteBuffer encoded, int view, FloatBuffer target) {
        ByteBuffer in = encoded.duplicate();
        in.getInt();
        float step = in.getFloat();
        int length = in.getInt();
        for (int skipped = 0; skipped < view; skipped++) {
            in.position(in.position() + length);
            step = in.getFloat();
            length = in.getInt();
        }
        for (byte value : inflate(in.slice(in.position(), length), target.remaining())) {
            target.put(value * step);
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static byte[] inSteps(float[] values, float step) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length && step > 0; i++) {
            bytes[i] = (byte) Math.round(values[i] / step);
        }
        return bytes;
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 12];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(ByteBuffer deflated, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[length];
            int got = inflater.inflate(bytes);
            while (got < length && !inflater.finished() && !inflater.needsInput()) {
                got += inflater.inflate(bytes, got, length - got);
            }
            if (got != length) {
                throw new TrainingException("features of " + got + " values where " + length + " were expected");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new TrainingException("features cannot be read back: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static void put(ByteArrayOutputStream out, int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
