package dev.alexstream.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * A part of an image, made smaller: each pixel is the mean of the area under it. The sums are built in the order of OpenCV's
 * {@code INTER_AREA} in 32-bit floating point, so that each sample is the same to the bit. OpenCV computes the whole image, and each row
 * that two rows of the result share twice.
 *
 * <p>For one image at a time; keeps its arrays from one to the next.
 */
final class AreaShrink {

    /** There are as many taps at least: {@link AreaTaps#most()} of a scale of 1. */
    private static final int AT_ONCE = 3;

    /** Added to a number from 0 to 255 it leaves no place for a fraction: rounds to the nearest, halves to the even one. */
    private static final float ROUNDING = 0x1.8p23f;

    private final AreaTaps columns = new AreaTaps();
    private final AreaTaps rows = new AreaTaps();
    private int channels;
    private int firstColumn;
    /** For each sample of a row of the result: where its first tap lies in {@link #row}. */
    private int[] offsets = {};
    /** For each tap, then for each sample of a row of the result. */
    private float[][] shares = {};

    /** Samples of the image, and room behind them. */
    private byte[] row = {};

    private int rowSamples;
    /** The samples of {@link #row}, shrunk across. */
    private float[] line = {};

    private float[] sum = {};
    private int lineOf;

    /**
     * @param image 8 bits a sample
     * @param crop the part of the result that is wanted
     * @param across how many columns of the image make one of the result, at least 1
     * @param down how many rows of the image make one of the result, at least 1
     * @param result takes the samples of the crop in rows
     */
    void shrink(Mat image, Rect crop, double across, double down, byte[] result) {
        columns.set(crop.x(), crop.width(), across, image.cols());
        rows.set(crop.y(), crop.height(), down, image.rows());
        channels = image.channels();
        firstColumn = columns.first(0);
        lineOf = -1;
        fit(columns.count() * channels);
        spread();
        BytePointer pixels = image.data();
        for (int y = 0; y < rows.count(); y++) {
            addUp(y, image, pixels);
            round(result, y * sum.length);
        }
    }

    private void fit(int samples) {
        if (sum.length != samples) {
            offsets = new int[samples];
            line = new float[samples];
            sum = new float[samples];
        }
        if (shares.length < columns.most() || shares[0].length != samples) {
            shares = new float[columns.most()][samples];
        }
        rowSamples = (columns.first(columns.count() - 1) + columns.most() - firstColumn) * channels;
        if (row.length < rowSamples) {
            row = new byte[rowSamples];
        }
    }

    private void spread() {
        for (int i = 0; i < sum.length; i++) {
            int pixel = i / channels;
            offsets[i] = (columns.first(pixel) - firstColumn) * channels + i % channels;
            for (int tap = 0; tap < columns.most(); tap++) {
                shares[tap][i] = columns.share(tap, pixel);
            }
        }
    }

    private void addUp(int y, Mat image, BytePointer pixels) {
        for (int tap = 0; tap < rows.most() && rows.share(tap, y) > 0; tap++) {
            int from = rows.first(y) + tap;
            if (from != lineOf) {
                read(from, image, pixels);
                across();
                lineOf = from;
            }
            if (tap == 0) {
                begin(rows.share(tap, y));
            } else {
                add(rows.share(tap, y));
            }
        }
    }

    /** The taps of the last pixels may reach over the edge, with a share of nothing. */
    private void read(int y, Mat image, BytePointer pixels) {
        int bytes = Math.min(rowSamples, (image.cols() - firstColumn) * channels);
        pixels.position(y * image.step() + (long) firstColumn * channels).get(row, 0, bytes);
    }

    private void across() {
        firstTaps(row, shares[0], shares[1], shares[2]);
        for (int tap = AT_ONCE; tap < columns.most(); tap++) {
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
