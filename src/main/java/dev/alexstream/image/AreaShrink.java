package dev.alexstream.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A part of an image, made smaller: each pixel is the mean of the area under it. The sums are built in the order of OpenCV's
 * {@code INTER_AREA} in 32-bit floating point, so that each sample is the same to the bit. OpenCV computes the whole image, and each row
 * that two rows of the result share twice.
 *
 * <p>For one image at a time.
 */
final class AreaShrink {

    private static final int AT_ONCE = 3;

    /** Added to a number from 0 to 255 it leaves no place for a fraction: rounds to the nearest, halves to the even one. */
    private static final float ROUNDING = 0x1.8p23f;

    private final AreaTaps down;
    private final int channels;
    private final int firstColumn;
    /** For each sample of a row of the result: where its first tap lies in {@link #row}. */
    private final int[] offsets;
    /** For each tap, then for each sample of a row of the result. */
    private final float[][] shares;

    /** Samples of the image. */
    private final byte[] row;
    /** The samples of {@link #row}, shrunk across. */
    private final float[] line;

    private final float[] sum;
    private int lineOf = -1;

    /** @param channels samples a pixel */
    AreaShrink(AreaTaps across, AreaTaps down, int channels) {
        int samples = across.count() * channels;
        int taps = Math.max(AT_ONCE, across.most());
        this.down = down;
        this.channels = channels;
        this.firstColumn = across.first(0);
        this.offsets = new int[samples];
        this.shares = new float[taps][samples];
        this.row = new byte[(across.first(across.count() - 1) + taps - firstColumn) * channels];
        this.line = new float[samples];
        this.sum = new float[samples];
        for (int i = 0; i < samples; i++) {
            offsets[i] = (across.first(i / channels) - firstColumn) * channels + i % channels;
            for (int tap = 0; tap < across.most(); tap++) {
                shares[tap][i] = across.share(tap, i / channels);
            }
        }
    }

    /**
     * @param image 8 bits a sample
     * @return samples of the result in rows
     */
    byte[] of(Mat image) {
        byte[] result = new byte[down.count() * sum.length];
        BytePointer pixels = image.data();
        for (int y = 0; y < down.count(); y++) {
            addUp(y, image, pixels);
            round(result, y * sum.length);
        }
        return result;
    }

    private void addUp(int y, Mat image, BytePointer pixels) {
        for (int tap = 0; tap < down.most() && down.share(tap, y) > 0; tap++) {
            int from = down.first(y) + tap;
            if (from != lineOf) {
                read(from, image, pixels);
                across();
                lineOf = from;
            }
            if (tap == 0) {
                begin(down.share(tap, y));
            } else {
                add(down.share(tap, y));
            }
        }
    }

    /** The taps of the last pixels may reach over the edge, with a share of nothing. */
    private void read(int y, Mat image, BytePointer pixels) {
        int bytes = Math.min(row.length, (image.cols() - firstColumn) * channels);
        pixels.position(y * image.step() + (long) firstColumn * channels).get(row, 0, bytes);
    }

    private void across() {
        firstTaps(row, shares[0], shares[1], shares[2]);
        for (int tap = AT_ONCE; tap < shares.length; tap++) {
            float[] share = shares[tap];
            for (int i = 0; i < line.length; i++) {
                line[i] += (row[offsets[i] + tap * channels] & 0xFF) * share[i];
            }
        }
    }

    private void firstTaps(byte[] from, float[] first, float[] second, float[] third) {
        int next = channels;
        for (int i = 0; i < line.length; i++) {
            int at = offsets[i];
            line[i] = (from[at] & 0xFF) * first[i]
                    + (from[at + next] & 0xFF) * second[i]
                    + (from[at + 2 * next] & 0xFF) * third[i];
        }
    }

    private void begin(float share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = line[i] * share;
        }
    }

    private void add(float share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += line[i] * share;
        }
    }

    private void round(byte[] result, int at) {
        for (int i = 0; i < sum.length; i++) {
            result[at + i] = (byte) Float.floatToRawIntBits(sum[i] + ROUNDING);
        }
    }
}
