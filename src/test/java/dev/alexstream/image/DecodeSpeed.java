package dev.alexstream.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How long one core takes to turn JPEG files into the network's input. Read the ratios, not the milliseconds. Argument: a folder of
 * JPEG files; without it, 500 x 375 pixel pictures are made. Run it from an IDE, or with
 * {@code mvn test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.alexstream.image.DecodeSpeed}.
 */
final class DecodeSpeed {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int ROUNDS = 5;

    private DecodeSpeed() {}

    /** One way to decode a file. */
    private interface Way {
        void decode(byte[] file) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        List<byte[]> files = args.length > 0 ? in(Path.of(args[0])) : made();
        ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);
        System.out.printf(
                "%d files, %d bytes on average%n",
                files.size(), files.stream().mapToInt(f -> f.length).sum() / files.size());
        report("to the network's input", files, file -> decoder.decode(file, GEOMETRY));
        report("OpenCV decode alone   ", files, DecodeSpeed::openCv);
        report("ImageIO decode alone  ", files, file -> ImageIO.read(new ByteArrayInputStream(file)));
    }

    private static void report(String name, List<byte[]> files, Way way) throws IOException {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = cpuNanos();
            for (byte[] file : files) {
                way.decode(file);
            }
            best = Math.min(best, cpuNanos() - start);
        }
        System.out.printf("%s %6.2f ms an image%n", name, best / 1e6 / files.size());
    }

    /** Time that other programs do not touch. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    private static void openCv(byte[] file) {
        try (PointerScope scope = new PointerScope()) {
            Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, new BytePointer(file));
            opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR_RGB);
        }
    }

    private static List<byte[]> made() {
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int shift = i;
            files.add(Picture.of(500, 375, (x, y) -> {
                        int texture = ((x + shift) * 31 ^ y * 17) % 23;
                        return 0x010000 * (x / 3 + texture) + 0x000100 * (y / 2 + texture) + (x + y) / 5;
                    })
                    .openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 85));
        }
        return files;
    }

    private static List<byte[]> in(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".jpg")).limit(300).toList()) {
                files.add(Files.readAllBytes(path));
            }
        }
        return files;
    }
}
