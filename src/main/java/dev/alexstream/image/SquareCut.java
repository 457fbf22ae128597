package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts the network's square out of a decoded image: resize as far as the square reaches, crop, orient, lay over white. Every pixel is
 * what resizing and orienting the whole image would have given it.
 */
final class SquareCut {

    /** Of a longer image only the middle is resized: the rest could not reach the crop, and would cost memory without limit. */
    private static final int LONGEST_ASPECT = 4;

    private static final int UP_DOWN = 0;
    private static final int LEFT_RIGHT = 1;
    private static final int BOTH = -1;
    private static final int NONE = 2;

    private final ImageGeometry geometry;
    private final int orientation;

    SquareCut(ImageGeometry geometry, int orientation) {
        this.geometry = geometry;
        this.orientation = orientation;
    }

    /**
     * @param image 8-bit RGB, or BGRA with colours multiplied by alpha
     * @param width how many of its columns the picture fills: of a reduced one the last may be filled in part
     * @param height how many of its rows the picture fills
     */
    RgbPixels of(Mat image, double width, double height) {
        Mat middle = middle(image);
        Mat square = upright(square(middle, Math.min(middle.cols(), width), Math.min(middle.rows(), height)));
        byte[] data = bytes(square);
        return new RgbPixels(geometry.cropSide(), square.channels() == 3 ? data : overWhite(data));
    }

    private static Mat middle(Mat image) {
        int longest = LONGEST_ASPECT * Math.min(image.cols(), image.rows());
        int width = Math.min(image.cols(), longest);
        int height = Math.min(image.rows(), longest);
        return new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
    }

    /** Resized and cropped, as stored. */
    private Mat square(Mat image, double width, double height) {
        double scale = geometry.shortSide() / Math.min(width, height);
        Size whole = new Size((int) Math.round(width * scale), (int) Math.round(height * scale));
        Rect crop = crop(whole);
        if (scale == 1) {
            return new Mat(image, crop);
        }
        Mat resized = new Mat();
        if (scale > 1) {
            resize(image, resized, whole, 0, 0, INTER_LINEAR);
        } else {
            shrink(image, resized, crop, Math.min(1, whole.width() / width), Math.min(1, whole.height() / height));
        }
        return new Mat(resized, crop);
    }

    /**
     * Only what reaches the crop from the left and from the top, at the scale of the whole. On the other two sides a part could be left
     * out only where pixels of the result begin with pixels of the image.
     */
    private static void shrink(Mat image, Mat resized, Rect crop, double across, double down) {
        int columns = reach(crop.x() + crop.width(), across, image.cols());
        int rows = reach(crop.y() + crop.height(), down, image.rows());
        // keeps more than half of each side, and so loses a pixel at least: equal sizes OpenCV would copy
        resize(new Mat(image, new Rect(0, 0, columns, rows)), resized, new Size(), across, down, INTER_AREA);
    }

    /** How many pixels of the image the first {@code end} pixels of the result consist of, and one more at most. */
    private static int reach(int end, double scale, int length) {
        return Math.min(length, (int) (end / scale) + 1);
    }

    /** The centre of the upright image; where the margins cannot be equal, the left and the upper one are smaller by one. */
    private Rect crop(Size whole) {
        boolean acrossMirrored = turned() ? mirrored(UP_DOWN) : mirrored(LEFT_RIGHT);
        boolean downMirrored = turned() ? mirrored(LEFT_RIGHT) : mirrored(UP_DOWN);
        int side = geometry.cropSide();
        return new Rect(margin(whole.width(), acrossMirrored), margin(whole.height(), downMirrored), side, side);
    }

    private int margin(int length, boolean mirrored) {
        return (length - geometry.cropSide() + (mirrored ? 1 : 0)) / 2;
    }

    /** EXIF 2.3, section 4.6.4: 2 to 4 mirror and turn by a half, 5 to 8 exchange rows and columns first. */
    private Mat upright(Mat image) {
        Mat turned = image;
        if (turned()) {
            turned = new Mat();
            transpose(image, turned);
        }
        return axis() == NONE ? turned : flipped(turned, axis());
    }

    private boolean turned() {
        return orientation >= 5;
    }

    private boolean mirrored(int axis) {
        return axis() == axis || axis() == BOTH;
    }

    private int axis() {
        return switch (orientation) {
            case 2, 6 -> LEFT_RIGHT;
            case 3, 7 -> BOTH;
            case 4, 8 -> UP_DOWN;
            default -> NONE;
        };
    }

    private static Mat flipped(Mat image, int axis) {
        Mat result = new Mat();
        flip(image, result, axis);
        return result;
    }

    private static byte[] bytes(Mat square) {
        int rowBytes = square.cols() * square.channels();
        byte[] data = new byte[square.rows() * rowBytes];
        BytePointer pixels = square.data();
        long step = square.step();
        for (int y = 0; y < square.rows(); y++) {
            pixels.position(y * step).get(data, y * rowBytes, rowBytes);
        }
        return data;
    }

    private static byte[] overWhite(byte[] bgra) {
        byte[] rgb = new byte[bgra.length / 4 * 3];
        for (int from = 0, to = 0; from < bgra.length; from += 4) {
            int white = 255 - (bgra[from + 3] & 0xFF);
            for (int channel = 2; channel >= 0; channel--) {
                rgb[to++] = (byte) Math.min(255, (bgra[from + channel] & 0xFF) + white);
            }
        }
        return rgb;
    }
}
