package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
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
 * Cuts the network's square out of a decoded image: resize what the square shows of it, orient, lay over white. Every pixel is what
 * resizing and orienting the whole image would have given it.
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
        int channels = image.channels();
        byte[] stored = square(middle, Math.min(middle.cols(), width), Math.min(middle.rows(), height));
        byte[] upright = isUpright() ? stored : upright(stored, channels);
        return new RgbPixels(geometry.cropSide(), channels == 3 ? upright : overWhite(upright));
    }

    private static Mat middle(Mat image) {
        int longest = LONGEST_ASPECT * Math.min(image.cols(), image.rows());
        int width = Math.min(image.cols(), longest);
        int height = Math.min(image.rows(), longest);
        return new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
    }

    /** Resized and cropped, as stored. */
    private byte[] square(Mat image, double width, double height) {
        double scale = geometry.shortSide() / Math.min(width, height);
        Size whole = new Size((int) Math.round(width * scale), (int) Math.round(height * scale));
        Rect crop = crop(whole);
        if (scale == 1) {
            return bytes(new Mat(image, crop));
        }
        if (scale > 1) {
            Mat grown = new Mat();
            resize(image, grown, whole, 0, 0, INTER_LINEAR);
            return bytes(new Mat(grown, crop));
        }
        return shrunk(image, crop, 1 / Math.min(1, whole.width() / width), 1 / Math.min(1, whole.height() / height));
    }

    /**
     * @param across how many columns of the image make one of the result
     * @param down how many rows of the image make one of the result
     */
    private static byte[] shrunk(Mat image, Rect crop, double across, double down) {
        if (isWhole(across) && isWhole(down)) {
            return shrunkByWhole(image, crop, (int) Math.rint(across), (int) Math.rint(down));
        }
        AreaTaps columns = AreaTaps.of(crop.x(), crop.width(), across, image.cols());
        AreaTaps rows = AreaTaps.of(crop.y(), crop.height(), down, image.rows());
        return new AreaShrink(columns, rows, image.channels()).of(image);
    }

    private static boolean isWhole(double scale) {
        return Math.abs(scale - Math.rint(scale)) < Math.ulp(1.0);
    }

    /** OpenCV is fast where no pixel of the image belongs to two of the result. */
    private static byte[] shrunkByWhole(Mat image, Rect crop, int across, int down) {
        Rect reached = new Rect(crop.x() * across, crop.y() * down, crop.width() * across, crop.height() * down);
        Mat square = new Mat();
        resize(new Mat(image, reached), square, new Size(crop.width(), crop.height()), 0, 0, INTER_AREA);
        return bytes(square);
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

    private boolean isUpright() {
        return !turned() && axis() == NONE;
    }

    /** EXIF 2.3, section 4.6.4: 2 to 4 mirror and turn by a half, 5 to 8 exchange rows and columns first. */
    private byte[] upright(byte[] stored, int channels) {
        int side = geometry.cropSide();
        Mat square = new Mat(side, side, CV_8UC(channels), new BytePointer(stored));
        if (turned()) {
            transpose(square, square);
        }
        if (axis() != NONE) {
            flip(square, square, axis());
        }
        return bytes(square);
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
