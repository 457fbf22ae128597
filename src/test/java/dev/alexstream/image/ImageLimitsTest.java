package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that want more memory than they may have, that lie, or that are no images. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImageLimitsTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(64, 60);
    private static final Picture PICTURE = Picture.landscape(90, 70);
    private static final int BOMB_BYTES = 300_000_000;
    private static final int FRAME_HEADER = 0xC0;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    static Stream<Arguments> giants() {
        return Stream.of(
                Arguments.of("jpeg", jpegOf(65_500, 65_500)),
                Arguments.of("jpeg without height", jpegOf(90, 0)),
                Arguments.of("png", pngOf(100_000, 100_000)),
                Arguments.of("negative png", pngOf(-1, -1)),
                Arguments.of("empty png", pngOf(0, 10)),
                Arguments.of("long png", pngOf(20_001, 1)),
                Arguments.of("gif", little(PICTURE.imageIo("gif"), 6, 0xFFFFFFFF)),
                Arguments.of("bmp", little(little(PICTURE.openCv(".bmp"), 18, 1 << 30), 22, 1 << 30)),
                Arguments.of("upside down bmp", little(PICTURE.openCv(".bmp"), 22, Integer.MIN_VALUE)),
                Arguments.of("negative bmp", little(PICTURE.openCv(".bmp"), 18, -90)),
                Arguments.of("lossless webp", little(PICTURE.openCv(".webp"), 21, 0x0FFFFFFF)),
                Arguments.of("extended webp", extendedWebp(0xFFFFFF, 0xFFFFFF)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("giants")
    void shouldRefuseGiantsByTheirHeader(String name, byte[] file) {
        assertRefused(file, ImageFailure.TOO_MANY_PIXELS);
    }

    @Test
    void shouldKeepTheLimitsToThePixel() {
        byte[] png = PICTURE.png();

        assertDecoded(limited(90 * 70, 90).decode(png, GEOMETRY)).hasSize(90, 70);
        assertThat(limited(90 * 70 - 1, 90).decode(png, GEOMETRY))
                .isEqualTo(new DecodeResult.Undecodable(
                        ImageFailure.TOO_MANY_PIXELS, "the image has 90 x 70 pixels, allowed are 6299"));
        assertThat(limited(90 * 70, 89).decode(png, GEOMETRY))
                .isEqualTo(new DecodeResult.Undecodable(
                        ImageFailure.TOO_MANY_PIXELS, "the image has 90 x 70 pixels, a side may have 89"));
    }

    @Test
    void shouldNotInflateMoreThanTheHeaderPromises() {
        byte[] zeros = PngWriter.deflated(new byte[BOMB_BYTES]);
        byte[] profile = ByteBuffer.allocate(zeros.length + 3)
                .put(new byte[] {'x', 0, 0})
                .put(zeros)
                .array();
        byte[] bombInData = new PngWriter()
                .header(90, 70, 8, PngWriter.RGB)
                .chunk("IDAT", zeros)
                .end();
        byte[] bombInProfile = new PngWriter()
                .header(90, 70, 8, PngWriter.RGB)
                .chunk("iCCP", profile)
                .chunk("zTXt", profile)
                .rows(270, PICTURE.samples())
                .end();

        long before = Pointer.physicalBytes();
        decoder.decode(bombInData, GEOMETRY);
        assertDecoded(decoder.decode(bombInProfile, GEOMETRY)).hasSize(90, 70);

        assertThat(Pointer.physicalBytes() - before).isLessThan(BOMB_BYTES / 3);
    }

    @Test
    void shouldRefuseJpegOfVeryManyScans() {
        byte[] jpeg = PICTURE.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
        byte[] emptyScan = {-1, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 63, 0};
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 100 * emptyScan.length);
        file.put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 100; i++) {
            file.put(emptyScan);
        }

        assertThat(decoder.decode(file.put(jpeg, jpeg.length - 2, 2).array(), GEOMETRY))
                .isEqualTo(
                        new DecodeResult.Undecodable(ImageFailure.UNDECODABLE, "the JPEG file has more than 64 scans"));
    }

    @Test
    void shouldRefuseHeadersThatPromiseMoreThanThereIs() {
        byte[] bmp = PICTURE.openCv(".bmp");
        byte[] png = new PngWriter()
                .header(90, 140, 8, PngWriter.RGB)
                .rows(270, PICTURE.samples())
                .end();

        assertRefused(jpegOf(90, 140), ImageFailure.TRUNCATED);
        assertRefused(little(bmp, 22, 140), ImageFailure.TRUNCATED);
        assertRefused(png, ImageFailure.UNDECODABLE);
        assertRefused(extendedWebp(179, 139), ImageFailure.UNDECODABLE);
    }

    @Test
    void shouldTakeWhatTheHeaderPromisesWhenThereIsMore() {
        assertDecoded(decoder.decode(jpegOf(90, 64), GEOMETRY)).hasSize(90, 64);
        assertDecoded(decoder.decode(little(PICTURE.openCv(".bmp"), 22, 64), GEOMETRY))
                .hasSize(90, 64);
    }

    @Test
    void shouldRefuseWhatIsNoImage() {
        Stream.of(
                        "",
                        "B",
                        "BM",
                        "BMW makes cars, not pictures.",
                        "<!doctype html><title>Not found</title>",
                        "PK\3\4rest",
                        "%PDF-1.7",
                        "II*\0",
                        "GIF",
                        "RIFF....WAVEfmt ",
                        "\u00FF\u00D8",
                        "\u0089PNG")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .forEach(bytes -> assertRefused(bytes, ImageFailure.UNSUPPORTED_FORMAT));
    }

    private void assertRefused(byte[] file, ImageFailure failure) {
        assertThat(decoder.decode(file, GEOMETRY)).isInstanceOfSatisfying(DecodeResult.Undecodable.class, refused -> {
            assertThat(refused.failure()).as(refused.reason()).isEqualTo(failure);
            assertThat(refused.reason()).isNotBlank();
        });
    }

    private static ImageDecoder limited(long pixels, int side) {
        return new OpenCvImageDecoder(new FixedImageConfig(pixels, side));
    }

    private static byte[] jpegOf(int width, int height) {
        byte[] jpeg = PICTURE.openCv(".jpg");
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != FRAME_HEADER) {
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
        ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return jpeg;
    }

    private static byte[] pngOf(int width, int height) {
        return new PngWriter()
                .header(width, height, 8, PngWriter.RGB)
                .rows(270, PICTURE.samples())
                .end();
    }

    private static byte[] extendedWebp(int widthLessOne, int heightLessOne) {
        byte[] plain = PICTURE.openCv(".webp");
        ByteBuffer file = ByteBuffer.allocate(plain.length + 18).order(ByteOrder.LITTLE_ENDIAN);
        file.put(plain, 0, 4).putInt(plain.length + 10).put(plain, 8, 4);
        file.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
        file.putShort((short) widthLessOne).put((byte) (widthLessOne >> 16));
        file.putShort((short) heightLessOne).put((byte) (heightLessOne >> 16));
        return file.put(plain, 12, plain.length - 12).array();
    }

    private static byte[] little(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return file;
    }
}
