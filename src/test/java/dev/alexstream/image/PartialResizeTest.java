package dev.alexstream.image;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels that the crop leaves out are not computed; those of the crop are the same to the bit. */
class PartialResizeTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);

    @BeforeAll
    static void load() {
        OpenCv.load();
    }

    static Stream<Arguments> sizes() {
        return IntStream.of(257, 258, 299, 320, 333, 375, 384, 480, 511, 512, 513, 640, 768, 1000, 1313)
                .boxed()
                .flatMap(side -> Stream.of(side, side + 1, side * 4 / 3, side * 3 / 2, side * 39 / 10)
                        .flatMap(longSide -> Stream.of(Arguments.of(side, longSide), Arguments.of(longSide, side))));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void shouldGiveThePixelsOfTheWholeResized(int width, int height) {
        assertSamePixels(width, height, GEOMETRY, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldGiveThePixelsOfTheWholeInEveryOrientation(int orientation) {
        assertSamePixels(500, 375, GEOMETRY, orientation);
        assertSamePixels(375, 501, GEOMETRY, orientation);
        assertSamePixels(500, 375, new ImageGeometry(256, 224), orientation);
        assertSamePixels(401, 300, new ImageGeometry(256, 256), orientation);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 32, 63, 64})
    void shouldGiveThePixelsOfTheWholeForSmallCrops(int side) {
        for (int height = 65; height < 200; height++) {
            assertSamePixels(height + side, height, new ImageGeometry(64, side), 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, 300", "300, 400", "700, 512", "768, 1024", "2500, 2000"})
    void shouldGiveThePixelsOfTheWholeOfTransparentImages(int width, int height) {
        byte[] opaque = opaqueNoise(width * height);
        try (BytePointer samples = new BytePointer(opaque);
                Mat image = new Mat(height, width, opencv_core.CV_8UC4, samples)) {
            byte[] bgr = withoutAlpha(PlainCut.of(image, GEOMETRY, 1));

            byte[] rgb = new SquareCut(GEOMETRY, Orientation.UPRIGHT, CutArrays.ofThread(), new SpareSquares(1))
                    .of(image, width, height)
                    .data();

            PlainCut.assertSame(inOtherOrder(rgb), bgr, width + " x " + height);
        }
    }

    private static byte[] opaqueNoise(int pixels) {
        byte[] noise = new byte[pixels * 4];
        new Random(pixels).nextBytes(noise);
        for (int i = 3; i < noise.length; i += 4) {
            noise[i] = (byte) 255;
        }
        return noise;
    }

    private static byte[] withoutAlpha(byte[] samples) {
        byte[] result = new byte[samples.length / 4 * 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = samples[i / 3 * 4 + i % 3];
        }
        return result;
    }

    private static byte[] inOtherOrder(byte[] samples) {
        byte[] result = new byte[samples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = samples[i / 3 * 3 + 2 - i % 3];
        }
        return result;
    }

    @SuppressWarnings("try") // the scope owns whatever is allocated in it
    private static void assertSamePixels(int width, int height, ImageGeometry geometry, int orientation) {
        byte[] noise = new byte[width * height * 3];
        new Random(width * 31L + height).nextBytes(noise);
        try (PointerScope scope = new PointerScope()) {
            Mat image = new Mat(height, width, opencv_core.CV_8UC3, new BytePointer(noise));

            byte[] pixels = new SquareCut(
                            geometry, Orientation.of(orientation), CutArrays.ofThread(), new SpareSquares(1))
                    .of(image, width, height)
                    .data();

            PlainCut.assertSame(
                    pixels,
                    PlainCut.of(image, geometry, orientation),
                    "%d x %d to %s, orientation %d".formatted(width, height, geometry, orientation));
        }
    }
}
