package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** The network's square in the plainest way: all of the image decoded, resized by area, turned upright, cropped. */
public final class PlainCut {

    /**
     * How far a sample may be away from OpenCV's: it fuses multiplications with additions where every processor of the kind can do that,
     * and then rounds once where others round twice.
     */
    private static final int ROUNDING = System.getProperty("os.arch").matches("amd64|x86_64") ? 0 : 1;

    private PlainCut() {}

    /** The samples are those of the plain way, to the bit on x86. */
    static void assertSame(byte[] samples, byte[] plain, String description) {
        assertThat(samples).as(description).hasSameSizeAs(plain);
        int most = 0;
        for (int i = 0; i < samples.length; i++) {
            most = Math.max(most, Math.abs((samples[i] & 0xFF) - (plain[i] & 0xFF)));
        }
        assertThat(most).as(description).isLessThanOrEqualTo(ROUNDING);
    }

    /** @param jpeg whose short side is longer than the geometry's, and less than four times shorter than the long one */
    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    public static byte[] ofJpeg(byte[] jpeg, ImageGeometry geometry) {
        OpenCv.load();
        Octets in = new Octets(jpeg);
        int orientation = ImageFormat.of(in).read(in).orientation();
        try (PointerScope scope = new PointerScope()) {
            Mat encoded = new Mat(1, jpeg.length, opencv_core.CV_8UC1, new BytePointer(jpeg));
            Mat image = opencv_imgcodecs.imdecode(encoded, IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION);
            return of(image, geometry, orientation);
        }
    }

    static byte[] of(Mat image, ImageGeometry geometry, int orientation) {
        double scale = (double) geometry.shortSide() / Math.min(image.cols(), image.rows());
        Size size = new Size((int) Math.round(image.cols() * scale), (int) Math.round(image.rows() * scale));
        Mat resized = new Mat();
        opencv_imgproc.resize(image, resized, size, 0, 0, opencv_imgproc.INTER_AREA);
        Mat upright = upright(resized, orientation);
        int side = geometry.cropSide();
        int left = (upright.cols() - side) / 2;
        int top = (upright.rows() - side) / 2;
        byte[] pixels = new byte[side * side * image.channels()];
        new Mat(upright, new Rect(left, top, side, side)).clone().data().get(pixels);
        return pixels;
    }

    private static Mat upright(Mat image, int orientation) {
        Mat turned = image.clone();
        if (orientation >= 5) {
            opencv_core.transpose(image, turned);
        }
        Mat mirrored = turned.clone();
        switch (orientation) {
            case 2, 6 -> opencv_core.flip(turned, mirrored, 1);
            case 3, 7 -> opencv_core.flip(turned, mirrored, -1);
            case 4, 8 -> opencv_core.flip(turned, mirrored, 0);
            default -> {}
        }
        return mirrored;
    }
}
