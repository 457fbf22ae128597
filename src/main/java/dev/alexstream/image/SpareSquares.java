package dev.alexstream.image;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The arrays of pixels that nobody needs any more, for the images that come next: they are the largest thing that an image leaves to the
 * garbage collector, which copies those that wait. Safe for use by many threads.
 */
public final class SpareSquares {

    private final BlockingQueue<byte[]> arrays;

    /** @param most arrays that are kept */
    public SpareSquares(int most) {
        arrays = new ArrayBlockingQueue<>(most);
    }

    /** Holds anything. What was kept for another side is let go. */
    public byte[] take(int bytes) {
        byte[] spare = arrays.poll();
        return spare != null && spare.length == bytes ? spare : new byte[bytes];
    }

    /** Keeps nothing of what it has. */
    public void letGo() {
        arrays.clear();
    }

    /** @param pixels that nobody reads or writes any more */
    public void give(RgbPixels pixels) {
        boolean unused = arrays.offer(pixels.data());
    }
}
