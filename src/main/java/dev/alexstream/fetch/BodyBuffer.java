package dev.alexstream.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** Collects a body up to a cap. Memory follows the bytes that came, not the length that was promised. */
final class BodyBuffer {

    private static final int FIRST = 64 * 1024;

    private final long max;
    private byte[] bytes;
    private int size;

    /** @param expected the promised length, or -1 */
    BodyBuffer(long max, long expected) {
        this.max = max;
        this.bytes = new byte[(int) Math.min(expected < 0 ? FIRST : expected, Math.min(max, FIRST))];
    }

    /** @return false where the chunk would exceed the cap; nothing is kept of it */
    boolean add(Buffer chunk) {
        long needed = (long) size + chunk.length();
        if (needed > max) {
            return false;
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(max, Math.max(needed, 2L * bytes.length)));
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
