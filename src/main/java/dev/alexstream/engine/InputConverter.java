package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Preprocessing;
import java.nio.FloatBuffer;
import java.util.List;

/** Bytes of interleaved RGB to planes of {@code (value - mean) / scale}. For one thread. */
public final class InputConverter {

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    private final int side;
    private final float[][] byLevel = new float[CHANNELS][LEVELS];
    private final float[] planes;

    public InputConverter(int side, Preprocessing preprocessing) {
        this.side = side;
        this.planes = new float[CHANNELS * side * side];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mean = preprocessing.mean().get(channel);
            double scale = preprocessing.scale().get(channel);
            for (int level = 0; level < LEVELS; level++) {
                byLevel[channel][level] = (float) ((level - mean) / scale);
            }
        }
    }

    /**
     * @throws IllegalArgumentException when an image is not of the network's size
     */
    static void requireSide(RgbPixels image, int side) {
        if (image.side() != side) {
            throw new IllegalArgumentException(
                    "an image has a side of " + image.side() + " pixels, the network takes " + side);
        }
    }

    /** The same array at every call. */
    private float[] convert(RgbPixels image) {
        requireSide(image, side);
        for (int channel = 0; channel < CHANNELS; channel++) {
            convert(image.data(), channel);
        }
        return planes;
    }

    /**
     * One image as the first layer takes it.
     *
     * @return shape [3, side, side], flattened; a fresh array
     */
    public float[] planes(RgbPixels image) {
        return convert(image).clone();
    }

    /** Fills {@code target} from its beginning with [images, 3, side, side]. */
    void convert(List<RgbPixels> images, FloatBuffer target) {
        int at = 0;
        for (RgbPixels image : images) {
            target.put(at, convert(image));
            at += planes.length;
        }
    }

    private void convert(byte[] interleaved, int channel) {
        float[] levels = byLevel[channel];
        int pixels = side * side;
        int to = channel * pixels;
        for (int pixel = 0; pixel < pixels; pixel++) {
            planes[to + pixel] = levels[interleaved[pixel * CHANNELS + channel] & 0xFF];
        }
    }
}
