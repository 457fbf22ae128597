package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts the network's square out of a decoded image: resize what the square shows of it, orient, lay over white. Every pixel is what
 * resizing and orienting the whole image would have given it.
 */
final class SquareCut {

    /** Of a longer image only the middle is resized: the rest could not reach the crop, and would cost memory without limit. */
    private static final int LONGEST_ASPECT = 4;

    private static final int OPAQUE_CHANNELS = 3;

    private final ImageGeometry geometry;
    private final Orientation orientation;
    private final CutArrays arrays;
    private final SpareSquares spares;

    /**
     * @param arrays in use for nothing else meanwhile
     * @param spares the pixels are laid into one of them
     */
    SquareCut(ImageGeometry geometry, Orientation orientation, CutArrays arrays, SpareSquares spares) {
        this.geometry = geometry;
        this.orientation = orientation;
        this.arrays = arrays;
        this.spares = spares;
    }

    /**
     * @param image 8-bit RGB, or BGRA with colours multiplied by alpha
     * @param width how many of its columns the picture fills: of a reduced one the last may be filled in part
     * @param height how many of its rows the picture fills
     */
    RgbPixels of(Mat image, double width, double height) {
        Mat middle = middle(image);
        int side = geometry.cropSide();
        byte[] rgb = spares.take(side * side * OPAQUE_CHANNELS);
        boolean finished = image.channels() == OPAQUE_CHANNELS && orientation.equals(Orientation.UPRIGHT);
        byte[] stored = finished ? rgb : arrays.square(side * side * image.channels());
        square(middle, Math.min(middle.cols(), width), Math.min(middle.rows(), height), stored);
        if (!finished) {
            UprightOrder order = UprightOrder.of(orientation, side);
            if (image.channels() == OPAQUE_CHANNELS) {
                order.copy(stored, rgb);
            } else {
                order.layOverWhite(stored, rgb);
            }
        }
        return new RgbPixels(side, rgb);
    }

    private static Mat middle(Mat image) {
        int longest = LONGEST_ASPECT * Math.min(image.cols(), image.rows());
        int width = Math.min(image.cols(), longest);
        int height = Math.min(image.rows(), longest);
        return new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
    }

    /** Resized and cropped, as stored. */
    private void square(Mat image, double width, double height, byte[] stored) {
        double scale = geometry.shortSide() / Math.min(width, height);
        int wholeWidth = (int) Math.round(width * scale);
        int wholeHeight = (int) Math.round(height * scale);
        Rect crop = crop(wholeWidth, wholeHeight);
        if (scale == 1) {
            copy(new Mat(image, crop), stored);
        } else if (scale > 1) {
            Mat grown = new Mat();
            resize(image, grown, new Size(wholeWidth, wholeHeight), 0, 0, INTER_LINEAR);
            copy(new Mat(grown, crop), stored);
        } else {
            shrink(image, crop, 1 / Math.min(1, wholeWidth / width), 1 / Math.min(1, wholeHeight / height), stored);
        }
    }

    /**
     * @param across how many columns of the image make one of the result
     * @param down how many rows of the image make one of the result
     */
    private void shrink(Mat image, Rect crop, double across, double down, byte[] stored) {
        if (isWhole(across) && isWhole(down)) {
            shrinkByWhole(image, crop, (int) Math.rint(across), (int) Math.rint(down), stored);
        } else {
            arrays.shrink().shrink(image, crop, across, down, stored);
        }
    }

    private static boolean isWhole(double scale) {
        return Math.abs(scale - Math.rint(scale)) < Math.ulp(1.0);
    }

    /** OpenCV is fast where no pixel of the image belongs to two of the result. */
    private static void shrinkByWhole(Mat image, Rect crop, int across, int down, byte[] stored) {
        Rect reached = new Rect(crop.x() * across, crop.y() * down, crop.width() * across, crop.height() * down);
        Mat square = new Mat();
        resize(new Mat(image, reached), square, new Size(crop.width(), crop.height()), 0, 0, INTER_AREA);
        copy(square, stored);
    }

    /** The centre of the upright image; where the margins cannot be equal, the left and the upper one are smaller by one. */
    private Rect crop(int wholeWidth, int wholeHeight) {
        int side = geometry.cropSide();
        int left = margin(wholeWidth, orientation.columnsMirrored());
        int top = margin(wholeHeight, orientation.rowsMirrored());
        return new Rect(left, top, side, side);
    }

    private int margin(int length, boolean mirrored) {
        return (length - geometry.cropSide() + (mirrored ? 1 : 0)) / 2;
    }

    private static void copy(Mat square, byte[] stored) {
        int rowBytes = square.cols() * square.channels();
        BytePointer pixels = square.data();
        long step = square.step();
        for (int y = 0; y < square.rows(); y++) {
            pixels.position(y * step).get(stored, y * rowBytes, rowBytes);
        }
    }
}
