package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquareCutTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int MARGIN = (256 - 227) / 2;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @Test
    void shouldShrinkByTheMeanOfTheArea() {
        Picture thrice = Picture.landscape(768, 768);

        DecodeResult result = decoder.decode(thrice.png(), GEOMETRY);

        assertDecoded(result).hasSize(768, 768).shows((x, y) -> meanOfNine(thrice, x + MARGIN, y + MARGIN), 1);
    }

    @Test
    void shouldGrowAlongStraightLines() {
        Picture half = Picture.of(128, 128, (x, y) -> 0x010000 * (2 * x) + 0x0001 * (2 * y));

        DecodeResult result = decoder.decode(half.png(), GEOMETRY);

        assertDecoded(result).shows((x, y) -> 0x010000 * (x + MARGIN) + (y + MARGIN), 1);
    }

    @ParameterizedTest
    @CsvSource({"768, 256", "256, 768", "1536, 512", "900, 300", "30, 90"})
    void shouldCutOutTheCentre(int width, int height) {
        int third = Math.max(width, height) / 3;
        int[] colours = {0xFF0000, 0x00FF00, 0x0000FF};
        Picture flag = Picture.of(width, height, (x, y) -> colours[Math.min(2, (width > height ? x : y) / third)]);

        assertDecoded(decoder.decode(flag.png(), GEOMETRY)).shows((x, y) -> 0x00FF00, 0);
    }

    @ParameterizedTest
    @CsvSource({"20000, 1", "1, 20000", "20000, 3", "1, 1", "2, 5"})
    void shouldTakeTheMiddleOfVeryLongImages(int width, int height) {
        Picture strip = Picture.of(width, height, (x, y) -> 0x405060);

        assertDecoded(decoder.decode(strip.png(), GEOMETRY))
                .hasSize(width, height)
                .shows((x, y) -> 0x405060, 0);
    }

    @Test
    void shouldNotNeedMemoryForWhatTheCropLeavesOut() {
        ImageDecoder wide = new OpenCvImageDecoder(new FixedImageConfig(50_000_000, 1_000_000));
        Picture thread = Picture.of(1_000_000, 1, (x, y) -> 0x405060);

        assertDecoded(wide.decode(thread.png(), GEOMETRY)).shows((x, y) -> 0x405060, 0);
    }

    @ParameterizedTest
    @CsvSource({"520", "1100", "2100"})
    void shouldDecodeLargeJpegNearlyLikeTheSamePng(int side) {
        Picture large = Picture.of(side, side, (x, y) -> {
            int wave = (int) (100 + 80 * Math.sin(x * 12.0 / side) * Math.cos(y * 9.0 / side));
            return 0x010101 * wave;
        });
        byte[] jpeg = large.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 98);

        byte[] fromPng = pixels(large.png());
        byte[] fromJpeg = pixels(jpeg);

        for (int i = 0; i < fromPng.length; i++) {
            assertThat(fromJpeg[i] & 0xFF).isCloseTo(fromPng[i] & 0xFF, within(3));
        }
    }

    private byte[] pixels(byte[] file) {
        return ((DecodeResult.Decoded) decoder.decode(file, GEOMETRY)).pixels().data();
    }

    private static int meanOfNine(Picture picture, int x, int y) {
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int sum = 4;
            for (int i = 0; i < 9; i++) {
                sum += (picture.at(3 * x + i % 3, 3 * y + i / 3) >> shift) & 0xFF;
            }
            result |= (sum / 9) << shift;
        }
        return result;
    }
}
