package dev.alexstream.engine;

import dev.alexstream.network.Layer.LocalResponseNormalization;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Local response normalisation in Java, plane by plane, so that the inner loops are vectorised. ND4J's own operation wants channels last
 * and costs, with the two transpositions, several times as much.
 */
final class NormalizationKernel implements Kernel {

    private final LocalResponseNormalization layer;

    NormalizationKernel(LocalResponseNormalization layer) {
        this.layer = layer;
    }

    @Override
    public Runnable bind(INDArray input, INDArray output) {
        int images = (int) input.size(0);
        int channels = (int) input.size(1);
        int plane = (int) (input.size(2) * input.size(3));
        FloatBuffer from = NativeArrays.floats(input);
        FloatBuffer to = NativeArrays.floats(output);
        float[] values = new float[channels * plane];
        float[] normalized = new float[channels * plane];
        float[] sums = new float[plane];
        return () -> {
            for (int image = 0; image < images; image++) {
                from.get(image * values.length, values);
                normalize(values, normalized, sums, channels);
                to.put(image * values.length, normalized);
            }
        };
    }

    /** One image: {@code normalized = values * (k + alpha * sum of squares of the neighbouring channels) ^ -beta}. */
    void normalize(float[] values, float[] normalized, float[] sums, int channels) {
        int plane = sums.length;
        int half = layer.size() / 2;
        for (int channel = 0; channel < channels; channel++) {
            Arrays.fill(sums, 0);
            int last = Math.min(channels - 1, channel + half);
            for (int neighbour = Math.max(0, channel - half); neighbour <= last; neighbour++) {
                addSquares(values, neighbour * plane, sums);
            }
            scale(values, normalized, channel * plane, sums);
        }
    }

    private static void addSquares(float[] values, int offset, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[offset + i] * values[offset + i];
        }
    }

    private void scale(float[] values, float[] normalized, int offset, float[] sums) {
        if (layer.beta() == 0.75) {
            scaleByThreeQuarters(values, normalized, offset, sums);
        } else {
            for (int i = 0; i < sums.length; i++) {
                double base = layer.k() + layer.alpha() * sums[i];
                normalized[offset + i] = (float) (values[offset + i] * Math.pow(base, -layer.beta()));
            }
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
