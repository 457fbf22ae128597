package dev.alexstream.image;

/**
 * Which pixels of an image, in one direction, each pixel of a smaller image consists of, and to what share: the part of each that lies
 * under it. The shares are those of OpenCV's {@code INTER_AREA}, which leaves out parts below a thousandth of a pixel.
 */
final class AreaTaps {

    private static final double LEAST_PART = 1e-3;

    private final int[] first;
    private final float[][] shares;

    private AreaTaps(int count, int most) {
        this.first = new int[count];
        this.shares = new float[most][count];
    }

    /**
     * @param from the first pixel of the result that is wanted
     * @param count how many pixels of the result are wanted
     * @param scale how many pixels of the image make one of the result, at least 1
     * @param length pixels of the image
     */
    static AreaTaps of(int from, int count, double scale, int length) {
        if (scale < 1) {
            throw new IllegalArgumentException("scale " + scale + " does not shrink");
        }
        AreaTaps taps = new AreaTaps(count, (int) scale + 2);
        for (int i = 0; i < count; i++) {
            taps.cover(i, (from + i) * scale, scale, length);
        }
        return taps;
    }

    private void cover(int pixel, double start, double scale, int length) {
        double end = start + scale;
        double width = Math.min(scale, length - start);
        int lastWhole = Math.min((int) Math.floor(end), length - 1);
        int firstWhole = Math.min((int) Math.ceil(start), lastWhole);
        int tap = 0;
        first[pixel] = firstWhole;
        if (firstWhole - start > LEAST_PART) {
            first[pixel]--;
            shares[tap++][pixel] = (float) ((firstWhole - start) / width);
        }
        for (int whole = firstWhole; whole < lastWhole; whole++) {
            shares[tap++][pixel] = (float) (1.0 / width);
        }
        if (end - lastWhole > LEAST_PART) {
            shares[tap][pixel] = (float) (Math.min(Math.min(end - lastWhole, 1.0), width) / width);
        }
    }

    int count() {
        return first.length;
    }

    /** The most pixels of the image that a pixel of the result consists of. */
    int most() {
        return shares.length;
    }

    /** The first pixel of the image that {@code pixel} of the result consists of. */
    int first(int pixel) {
        return first[pixel];
    }

    /** The share that the image's pixel {@code first(pixel) + tap} has in {@code pixel} of the result; 0 behind the last one. */
    float share(int tap, int pixel) {
        return shares[tap][pixel];
    }
}
