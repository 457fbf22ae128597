package dev.alexstream.image;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the native memory of images that are decoded at the same time. Small ones never wait; others share a room, which one image that is
 * larger has alone, in the order of their arrival. So all together take at most the room, or the largest image, and {@link #SMALL} for each
 * thread.
 */
final class NativeRoom {

    private static final int MIB = 1 << 20;

    /** Bytes that need no room: an opaque image of five million pixels, or nearly every JPEG file that is not progressive. */
    static final long SMALL = 16L * MIB;

    /** For the whole process: as much as the largest image takes that default limits allow. */
    static final NativeRoom OF_PROCESS = new NativeRoom(600L * MIB);

    private final int permits;
    private final Semaphore free;

    NativeRoom(long bytes) {
        this.permits = (int) Math.max(1, bytes / MIB);
        this.free = new Semaphore(permits, true);
    }

    /** Does work that takes so many bytes, once there is room for them. */
    <T> T within(long bytes, Supplier<T> work) {
        if (bytes <= SMALL) {
            return work.get();
        }
        int needed = (int) Math.min(permits, bytes / MIB);
        free.acquireUninterruptibly(needed);
        try {
            return work.get();
        } finally {
            free.release(needed);
        }
    }

    /** How many wait now, more or less. */
    int waiting() {
        return free.getQueueLength();
    }
}
