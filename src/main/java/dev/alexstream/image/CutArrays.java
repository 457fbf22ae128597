package dev.alexstream.image;

/** What a thread keeps from one image to the next instead of leaving it to the garbage collector. */
final class CutArrays {

    private static final ThreadLocal<CutArrays> OF_THREAD = ThreadLocal.withInitial(CutArrays::new);

    private final AreaShrink shrink = new AreaShrink();
    private byte[] square = {};

    static CutArrays ofThread() {
        return OF_THREAD.get();
    }

    AreaShrink shrink() {
        return shrink;
    }

    /** Room for the square as stored, holding anything. */
    byte[] square(int bytes) {
        if (square.length < bytes) {
            square = new byte[bytes];
        }
        return square;
    }
}
