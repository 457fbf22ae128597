package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts the network's square out of a decoded image: resize, orient, crop, lay over white. */
final class SquareCut {

    /** Of a longer image only the middle is resized: the rest could not reach the crop, and would cost memory without limit. */
    private static final int LONGEST_ASPECT = 4;

    private static final int UP_DOWN = 0;
    private static final int LEFT_RIGHT = 1;
    private static final int BOTH = -1;

    private final ImageGeometry geometry;
    private final int orientation;

    SquareCut(ImageGeometry geometry, int orientation) {
        this.geometry = geometry;
        this.orientation = orientation;
    }

    /** @param image 8-bit RGB, or RGBA with colours multiplied by alpha */
    RgbPixels of(Mat image) {
        Mat upright = upright(resized(middle(image)));
        int side = geometry.cropSide();
        Rect centre = new Rect((upright.cols() - side) / 2, (upright.rows() - side) / 2, side, side);
        Mat square = new Mat(upright, centre).clone();
        byte[] data = new byte[side * side * square.channels()];
        square.data().get(data);
        return new RgbPixels(side, square.channels() == 3 ? data : overWhite(data));
    }

    private static Mat middle(Mat image) {
        int longest = LONGEST_ASPECT * Math.min(image.cols(), image.rows());
        int width = Math.min(image.cols(), longest);
        int height = Math.min(image.rows(), longest);
        return new Mat(image, new Rect((image.cols() - width) / 2, (image.rows() - height) / 2, width, height));
    }

    private Mat resized(Mat image) {
        int shortSide = Math.min(image.cols(), image.rows());
        if (shortSide == geometry.shortSide()) {
            return image;
        }
        double scale = (double) geometry.shortSide() / shortSide;
        Size size = new Size((int) Math.round(image.cols() * scale), (int) Math.round(image.rows() * scale));
        Mat result = new Mat();
        resize(image, result, size, 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
        return result;
    }

    /** EXIF 2.3, section 4.6.4: 2 to 4 mirror and turn by a half, 5 to 8 exchange rows and columns first. */
    private Mat upright(Mat image) {
        Mat turned = image;
        if (orientation >= 5) {
            turned = new Mat();
            transpose(image, turned);
        }
        return switch (orientation) {
            case 2, 6 -> flipped(turned, LEFT_RIGHT);
            case 3, 7 -> flipped(turned, BOTH);
            case 4, 8 -> flipped(turned, UP_DOWN);
            default -> turned;
        };
    }

    private static Mat flipped(Mat image, int axis) {
        Mat result = new Mat();
        flip(image, result, axis);
        return result;
    }

    private static byte[] overWhite(byte[] rgba) {
        byte[] rgb = new byte[rgba.length / 4 * 3];
        for (int from = 0, to = 0; from < rgba.length; from += 4) {
            int white = 255 - (rgba[from + 3] & 0xFF);
            for (int channel = 0; channel < 3; channel++) {
                rgb[to++] = (byte) Math.min(255, (rgba[from + channel] & 0xFF) + white);
            }
        }
        return rgb;
    }
}
