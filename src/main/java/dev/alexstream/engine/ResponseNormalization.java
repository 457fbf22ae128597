package dev.alexstream.engine;

import dev.alexstream.network.Layer.LocalResponseNormalization;
import java.util.Arrays;

/** The formula of {@link LocalResponseNormalization} on the planes of one image. */
record ResponseNormalization(LocalResponseNormalization layer) {

    /**
     * @param values planes, one after the other
     * @param normalized receives {@code values * (k + alpha * sum of squares of the neighbouring channels) ^ -beta}
     * @param sums of the length of one plane; overwritten
     */
    void normalize(float[] values, float[] normalized, float[] sums) {
        int plane = sums.length;
        int channels = values.length / plane;
        int half = layer.size() / 2;
        for (int channel = 0; channel < channels; channel++) {
            Arrays.fill(sums, 0);
            int last = Math.min(channels - 1, channel + half);
            for (int neighbour = Math.max(0, channel - half); neighbour <= last; neighbour++) {
                addSquares(values, neighbour * plane, sums);
            }
            if (layer.beta() == 0.75) {
                scaleByThreeQuarters(values, normalized, channel * plane, sums);
            } else {
                scale(values, normalized, channel * plane, sums);
            }
        }
    }

    private static void addSquares(float[] values, int offset, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[offset + i] * values[offset + i];
        }
    }

    private void scale(float[] values, float[] normalized, int offset, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            double base = layer.k() + layer.alpha() * sums[i];
            normalized[offset + i] = (float) (values[offset + i] * Math.pow(base, -layer.beta()));
        }
    }

    /** {@code base ^ 0.75 = sqrt(base * sqrt(base))}: square roots are vectorised, powers are not. */
    private void scaleByThreeQuarters(float[] values, float[] normalized, int offset, float[] sums) {
        float k = (float) layer.k();
        float alpha = (float) layer.alpha();
        for (int i = 0; i < sums.length; i++) {
            float base = k + alpha * sums[i];
            float root = (float) Math.sqrt(base);
            normalized[offset + i] = values[offset + i] / (float) Math.sqrt(base * root);
        }
    }
}
