package dev.alexstream.image;

/** What a thread keeps from one image to the next instead of leaving it to the garbage collector. */
final class CutArrays {

    private static final ThreadLocal<CutArrays> OF_THREAD = ThreadLocal.withInitial(CutArrays::new);

    private final AreaShrink shrink = new AreaShrink();
    private final GifPixels.Arrays gif = new GifPixels.Arrays();
    private byte[] square = {};
    private byte[] row = {};

    static CutArrays ofThread() {
        return OF_THREAD.get();
    }

    AreaShrink shrink() {
        return shrink;
    }

    GifPixels.Arrays gif() {
        return gif;
    }

    /** Room for a row of a whole image, holding anything. */
    byte[] row(int bytes) {
        if (row.length < bytes) {
            row = new byte[bytes];
        }
        return row;
    }

    /** Room for the square as stored, holding anything. */
    byte[] square(int bytes) {
        if (square.length < bytes) {
            square = new byte[bytes];
        }
        return square;
    }
}
