package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that lacks image data is refused, whether or not it says that it ends; one that only lacks its end marker is not. */
class TruncatedFilesTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final Picture PICTURE = Picture.landscape(301, 263);
    private static final byte[] EOI = {(byte) 0xFF, (byte) 0xD9};

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    static Stream<Arguments> files() {
        return Stream.concat(
                jpegs(),
                Stream.of(
                        Arguments.of("png", PICTURE.png()),
                        Arguments.of("interlaced png", Picture.imageIo("png", rgb(), true)),
                        Arguments.of("webp", PICTURE.openCv(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 80)),
                        Arguments.of("lossless webp", PICTURE.openCv(".webp")),
                        Arguments.of("gif", PICTURE.imageIo("gif")),
                        Arguments.of("bmp", PICTURE.openCv(".bmp"))));
    }

    static Stream<Arguments> jpegs() {
        return Stream.concat(
                oneScanJpegs(),
                Stream.of(
                        Arguments.of("progressive jpeg", progressive()),
                        Arguments.of("progressive jpeg of ImageIO", Picture.imageIo("jpeg", rgb(), true))));
    }

    static Stream<Arguments> oneScanJpegs() {
        return Stream.of(
                Arguments.of("jpeg", PICTURE.openCv(".jpg")),
                Arguments.of("optimised jpeg", PICTURE.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE, 1)),
                Arguments.of("jpeg with restarts", restarts()),
                Arguments.of("grey jpeg", Picture.imageIo("jpeg", PICTURE.image(BufferedImage.TYPE_BYTE_GRAY), false)),
                Arguments.of("jpeg of ImageIO", PICTURE.imageIo("jpeg")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldRefuseFilesCutAtEveryTwentieth(String name, byte[] whole) {
        assertDecoded(decoder.decode(whole, GEOMETRY)).hasSize(301, 263);
        for (int percent = 5; percent <= 95; percent += 5) {
            DecodeResult result = decoder.decode(cut(whole, percent), GEOMETRY);

            assertTruncated(result, name + " cut at " + percent + " %");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jpegs")
    void shouldAcceptJpegWithoutEndMarker(String name, byte[] whole) {
        byte[] withoutEnd = Arrays.copyOf(whole, whole.length - 2);

        DecodeResult result = decoder.decode(withoutEnd, GEOMETRY);

        assertDecoded(result);
        assertThat(((DecodeResult.Decoded) result).pixels().data())
                .as(name)
                .isEqualTo(((DecodeResult.Decoded) decoder.decode(whole, GEOMETRY))
                        .pixels()
                        .data());
    }

    @Test
    void shouldAcceptPngWithoutEndChunk() {
        byte[] whole = PICTURE.png();

        assertDecoded(decoder.decode(Arrays.copyOf(whole, whole.length - 12), GEOMETRY))
                .hasSize(301, 263);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneScanJpegs")
    void shouldRefuseCutJpegThatHasAnEndMarker(String name, byte[] whole) {
        for (int percent = 30; percent <= 95; percent += 5) {
            byte[] cut = cut(whole, percent);
            byte[] closed = Arrays.copyOf(cut, cut.length + 2);
            System.arraycopy(EOI, 0, closed, cut.length, 2);

            assertTruncated(decoder.decode(closed, GEOMETRY), name + " closed at " + percent + " %");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneScanJpegs")
    void shouldRefuseJpegThatLacksItsMiddle(String name, byte[] whole) {
        int from = whole.length / 2;
        int missing = whole.length / 5;
        byte[] hollow = Arrays.copyOf(whole, whole.length - missing);
        System.arraycopy(whole, from + missing, hollow, from, hollow.length - from);

        assertTruncated(decoder.decode(hollow, GEOMETRY), name);
    }

    @Test
    void shouldRefuseProgressiveJpegThatLacksLaterScans() {
        byte[] whole = progressive();
        int lastScan = lastIndexOf(whole, (byte) 0xDA);
        byte[] closed = Arrays.copyOf(whole, lastScan + 2);
        closed[lastScan] = EOI[0];
        closed[lastScan + 1] = EOI[1];

        assertTruncated(decoder.decode(closed, GEOMETRY), "without its last scan");
    }

    @Test
    void shouldRefusePngWhoseRowsAreMissing() {
        byte[] half = Arrays.copyOf(PICTURE.samples(), 301 * 3 * 100);
        byte[] png = new PngWriter()
                .header(301, 263, 8, PngWriter.RGB)
                .rows(301 * 3, half)
                .end();

        assertThat(decoder.decode(png, GEOMETRY)).isInstanceOf(DecodeResult.Undecodable.class);
    }

    private static void assertTruncated(DecodeResult result, String description) {
        assertThat(result).as(description).isInstanceOfSatisfying(DecodeResult.Undecodable.class, refused -> assertThat(
                        refused.failure())
                .as(description)
                .isEqualTo(ImageFailure.TRUNCATED));
    }

    private static byte[] cut(byte[] whole, int percent) {
        return Arrays.copyOf(whole, (int) ((long) whole.length * percent / 100));
    }

    private static byte[] progressive() {
        return PICTURE.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
    }

    private static byte[] restarts() {
        return PICTURE.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 19);
    }

    private static BufferedImage rgb() {
        return PICTURE.image(BufferedImage.TYPE_INT_RGB);
    }

    private static int lastIndexOf(byte[] data, byte marker) {
        int at = data.length - 2;
        while (data[at] != (byte) 0xFF || data[at + 1] != marker) {
            at--;
        }
        return at;
    }
}
