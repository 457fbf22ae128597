package dev.alexstream.image;

import java.util.Arrays;

/**
 * Which pixels of an image, in one direction, each pixel of a smaller image consists of, and to what share: the part of each that lies
 * under it. The shares are those of OpenCV's {@code INTER_AREA}, which leaves out parts below a thousandth of a pixel.
 *
 * <p>Keeps its arrays from one image to the next.
 */
final class AreaTaps {

    private static final double LEAST_PART = 1e-3;

    private int[] first = {};
    private float[][] shares = {};
    private int most;

    /**
     * @param from the first pixel of the result that is wanted
     * @param count how many pixels of the result are wanted
     * @param scale how many pixels of the image make one of the result, at least 1
     * @param length pixels of the image
     */
    void set(int from, int count, double scale, int length) {
        if (scale < 1) {
            throw new IllegalArgumentException("scale " + scale + " does not shrink");
        }
        most = (int) scale + 2;
        first = first.length == count ? first : new int[count];
        shares = emptied(shares, most, count);
        for (int i = 0; i < count; i++) {
            cover(i, (from + i) * scale, scale, length);
        }
    }

    /** Zeros for each tap, then for each of {@code count}; {@code kept} where that has room. */
    private static float[][] emptied(float[][] kept, int taps, int count) {
        if (kept.length < taps || kept[0].length != count) {
            return new float[taps][count];
        }
        for (int tap = 0; tap < taps; tap++) {
            Arrays.fill(kept[tap], 0);
        }
        return kept;
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
        return most;
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
