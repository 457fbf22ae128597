package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Images that cost a decoder about what photographs cost it: soft shapes under grain, so that a JPEG file of 500 x 375 pixels has some
 * 100 kB. The same arguments give the same bytes. Shows nothing that a network could name.
 */
public final class SyntheticPhotographs {

    private static final int SHAPES = 40;

    /** Share of the grain in a pixel, the rest is the picture. */
    private static final double GRAIN = 0.45;

    private static final int JPEG_QUALITY = 95;

    private SyntheticPhotographs() {}

    /** How the files are encoded. */
    public enum Encoding {
        JPEG(".jpg", IMWRITE_JPEG_QUALITY, JPEG_QUALITY),
        PNG(".png");

        private final String extension;

        @SuppressWarnings("ImmutableEnumChecker") // never written to
        private final int[] parameters;

        Encoding(String extension, int... parameters) {
            this.extension = extension;
            this.parameters = parameters;
        }

        /** Of a file's name, with its dot. */
        public String extension() {
            return extension;
        }
    }

    /**
     * @param width in pixels
     * @param height in pixels
     * @return {@code count} encoded images, each different
     */
    public static List<byte[]> take(int count, int width, int height, Encoding encoding) {
        OpenCv.load();
        Random random = new Random(count);
        List<byte[]> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(taken(new Size(width, height), encoding, random));
        }
        return images;
    }

    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    private static byte[] taken(Size size, Encoding encoding, Random random) {
        try (PointerScope scope = new PointerScope()) {
            Mat image = new Mat(size, CV_8UC3, colour(random));
            for (int i = 0; i < SHAPES; i++) {
                Point centre = new Point(random.nextInt(size.width()), random.nextInt(size.height()));
                int radius = 2 + random.nextInt(Math.max(1, size.height() / 4));
                circle(image, centre, radius, colour(random), FILLED, LINE_AA, 0);
            }
            GaussianBlur(image, image, new Size(5, 5), 0);
            Mat grain = grain(size, random);
            addWeighted(image, 1 - GRAIN, grain, GRAIN, 0, image);
            return encoded(image, encoding);
        }
    }

    private static Mat grain(Size size, Random random) {
        byte[] noise = new byte[size.width() * size.height() * 3];
        random.nextBytes(noise);
        Mat grain = new Mat(size.height(), size.width(), CV_8UC3);
        grain.data().put(noise);
        GaussianBlur(grain, grain, new Size(3, 3), 0);
        return grain;
    }

    private static byte[] encoded(Mat image, Encoding encoding) {
        BytePointer encoded = new BytePointer();
        imencode(encoding.extension, image, encoded, new IntPointer(encoding.parameters));
        byte[] bytes = new byte[(int) encoded.limit()];
        encoded.get(bytes);
        return bytes;
    }

    private static Scalar colour(Random random) {
        return new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256), 0);
    }
}
