package dev.alexstream.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** Collects a body up to a cap. Memory follows the bytes that came, up to the length that was promised. */
final class BodyBuffer {

    private static final int FIRST = 64 * 1024;

    private final long max;
    private final long expected;
    private byte[] bytes;
    private int size;

    /** @param expected the promised length, or -1 */
    BodyBuffer(long max, long expected) {
        this.max = max;
        this.expected = expected < 0 ? max : Math.min(max, expected);
        this.bytes = new byte[(int) Math.min(expected < 0 ? FIRST : expected, Math.min(max, FIRST))];
    }

    /** Bytes that there will be at most, as far as is known. */
    long expected() {
        return expected;
    }

    /** @return false where the chunk would exceed the cap; nothing is kept of it */
    boolean add(Buffer chunk) {
        long needed = (long) size + chunk.length();
        if (needed > max) {
            return false;
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(expected, 2L * bytes.length)));
        }
        chunk.getBytes(bytes, size);
        size = (int) needed;
        return true;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
