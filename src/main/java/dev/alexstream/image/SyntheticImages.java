package dev.alexstream.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.circle;
import static org.bytedeco.opencv.global.opencv_imgproc.line;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Draws images of a few simple classes, for trying things out where there are no photographs. The same count and seed give the same
 * bytes. Needs no display.
 */
public final class SyntheticImages {

    private static final int SHORTEST_SIDE = 260;
    private static final int SIDES = 140;

    private SyntheticImages() {}

    /**
     * @param label the class that was drawn: {@code discs}, {@code rings}, {@code stripes}, {@code checks} or {@code scribble}
     * @param jpeg the encoded image
     */
    public record Drawn(String label, byte[] jpeg) {}

    /** What is painted over a plain ground. */
    private interface Motif {
        void paint(Canvas canvas);
    }

    private record Subject(String label, Motif motif) {}

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("discs", canvas -> canvas.circles(FILLED)),
            new Subject("rings", canvas -> canvas.circles(6)),
            new Subject("stripes", Canvas::stripes),
            new Subject("checks", Canvas::checks),
            new Subject("scribble", Canvas::scribble));

    /** {@code count} images, the classes taking turns. */
    public static List<Drawn> draw(int count, long seed) {
        OpenCv.load();
        Random random = new Random(seed);
        List<Drawn> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(drawn(SUBJECTS.get(i % SUBJECTS.size()), random));
        }
        return images;
    }

    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    private static Drawn drawn(Subject subject, Random random) {
        try (PointerScope scope = new PointerScope()) {
            Canvas canvas = Canvas.plain(random);
            subject.motif().paint(canvas);
            return new Drawn(subject.label(), canvas.jpeg());
        }
    }

    private record Canvas(Mat image, Random random) {

        static Canvas plain(Random random) {
            int height = SHORTEST_SIDE + random.nextInt(SIDES);
            int width = SHORTEST_SIDE + random.nextInt(SIDES);
            return new Canvas(new Mat(height, width, CV_8UC3, colour(random)), random);
        }

        void circles(int thickness) {
            for (int i = 4 + random.nextInt(8); i > 0; i--) {
                circle(image, point(), 12 + random.nextInt(50), colour(random), thickness, LINE_AA, 0);
            }
        }

        void stripes() {
            Scalar colour = colour(random);
            int step = 14 + random.nextInt(30);
            int slant = random.nextInt(120) - 60;
            for (int x = -step; x < image.cols() + step; x += step) {
                line(image, new Point(x, 0), new Point(x + slant, image.rows()), colour, step / 2, LINE_AA, 0);
            }
        }

        void checks() {
            Scalar colour = colour(random);
            int side = 16 + random.nextInt(32);
            for (int row = 0; row * side < image.rows(); row++) {
                for (int column = row % 2; column * side < image.cols(); column += 2) {
                    Point corner = new Point(column * side, row * side);
                    Point opposite = new Point(column * side + side - 1, row * side + side - 1);
                    rectangle(image, corner, opposite, colour, FILLED, LINE_AA, 0);
                }
            }
        }

        void scribble() {
            Scalar colour = colour(random);
            Point from = point();
            for (int i = 20 + random.nextInt(20); i > 0; i--) {
                Point to = point();
                line(image, from, to, colour, 3, LINE_AA, 0);
                from = to;
            }
        }

        byte[] jpeg() {
            BytePointer encoded = new BytePointer();
            imencode(".jpg", image, encoded);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }

        private Point point() {
            return new Point(random.nextInt(image.cols()), random.nextInt(image.rows()));
        }

        private static Scalar colour(Random random) {
            return new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256), 0);
        }
    }
}
