package dev.alexstream.training;

import dev.alexstream.image.RgbPixels;

/** Sums over the RGB values of pixels, exact, so that their order does not matter. Room for 10^14 pixels. For one thread. */
final class ColourStatistics {

    private static final int CHANNELS = 3;
    private static final double WHITE = 255;

    private final long[] sums = new long[CHANNELS];
    private final long[][] products = new long[CHANNELS][CHANNELS];
    private long pixels;

    void add(RgbPixels image) {
        byte[] data = image.data();
        for (int at = 0; at < data.length; at += CHANNELS) {
            add(data[at] & 0xFF, data[at + 1] & 0xFF, data[at + 2] & 0xFF);
        }
        pixels += data.length / CHANNELS;
    }

    private void add(int... rgb) {
        for (int i = 0; i < CHANNELS; i++) {
            sums[i] += rgb[i];
            for (int j = i; j < CHANNELS; j++) {
                products[i][j] += (long) rgb[i] * rgb[j];
            }
        }
    }

    /** Covariance of red, green and blue, of values from 0 for black to 1 for white; shape [3, 3]. */
    double[][] covariance() {
        double[][] covariance = new double[CHANNELS][CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            for (int j = 0; j < CHANNELS; j++) {
                double product = products[Math.min(i, j)][Math.max(i, j)] / (double) pixels;
                double means = sums[i] / (double) pixels * (sums[j] / (double) pixels);
                covariance[i][j] = (product - means) / (WHITE * WHITE);
            }
        }
        return covariance;
    }
}
