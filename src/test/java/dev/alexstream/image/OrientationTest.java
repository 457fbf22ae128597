package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EXIF orientation in every format that carries it, against a reference that moves single pixels. */
class OrientationTest {

    private static final int WIDTH = 11;
    private static final int HEIGHT = 8;
    private static final ImageGeometry UNTOUCHED = new ImageGeometry(HEIGHT, HEIGHT);

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);
    private final Picture stored = Picture.small(WIDTH, HEIGHT);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTurnPngUpright(int orientation) {
        byte[] png = new PngWriter()
                .header(WIDTH, HEIGHT, 8, PngWriter.RGB)
                .chunk("eXIf", exif(orientation, ByteOrder.BIG_ENDIAN))
                .rows(WIDTH * 3, stored.samples())
                .end();

        assertUpright(png, orientation, stored, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTurnWebpUpright(int orientation) {
        byte[] webp = withExif(stored.openCv(".webp"), exif(orientation, ByteOrder.LITTLE_ENDIAN));

        assertUpright(webp, orientation, stored, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTurnJpegUpright(int orientation) {
        Picture smooth = Picture.of(WIDTH, HEIGHT, (x, y) -> 0x010000 * (20 * x) + 0x0101 * (30 * y));
        byte[] jpeg = smooth.openCv(
                ".jpg",
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                100,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444);

        assertUpright(jpegWithExif(jpeg, exif(orientation, ByteOrder.LITTLE_ENDIAN)), orientation, smooth, 6);
    }

    @Test
    void shouldTakeBrokenExifForUpright() {
        byte[] good = exif(6, ByteOrder.BIG_ENDIAN);
        byte[] jpeg = stored.openCv(".jpg");

        for (int length = 0; length < 18; length++) {
            assertDecoded(decoder.decode(jpegWithExif(jpeg, Arrays.copyOf(good, length)), UNTOUCHED))
                    .hasSize(WIDTH, HEIGHT);
        }
        for (int orientation : new int[] {0, 9, 65535}) {
            byte[] exif = exif(orientation, ByteOrder.BIG_ENDIAN);
            assertDecoded(decoder.decode(jpegWithExif(jpeg, exif), UNTOUCHED)).hasSize(WIDTH, HEIGHT);
        }
        byte[] farDirectory = exif(6, ByteOrder.BIG_ENDIAN);
        ByteBuffer.wrap(farDirectory).putInt(4, -1);
        assertDecoded(decoder.decode(jpegWithExif(jpeg, farDirectory), UNTOUCHED))
                .hasSize(WIDTH, HEIGHT);
    }

    private void assertUpright(byte[] encoded, int orientation, Picture picture, int tolerance) {
        Picture upright = upright(picture, orientation);
        int left = (upright.width() - HEIGHT) / 2;
        int top = (upright.height() - HEIGHT) / 2;

        DecodeResult result = decoder.decode(encoded, UNTOUCHED);

        assertDecoded(result)
                .hasSize(upright.width(), upright.height())
                .shows((x, y) -> upright.at(left + x, top + y), tolerance);
    }

    /** From the table of EXIF 2.3, section 4.6.4: which stored row and column are seen at the top and at the left. */
    private static Picture upright(Picture p, int orientation) {
        int right = p.width() - 1;
        int bottom = p.height() - 1;
        return switch (orientation) {
            case 1 -> p;
            case 2 -> Picture.of(p.width(), p.height(), (x, y) -> p.at(right - x, y));
            case 3 -> Picture.of(p.width(), p.height(), (x, y) -> p.at(right - x, bottom - y));
            case 4 -> Picture.of(p.width(), p.height(), (x, y) -> p.at(x, bottom - y));
            case 5 -> Picture.of(p.height(), p.width(), (x, y) -> p.at(y, x));
            case 6 -> Picture.of(p.height(), p.width(), (x, y) -> p.at(y, bottom - x));
            case 7 -> Picture.of(p.height(), p.width(), (x, y) -> p.at(right - y, bottom - x));
            case 8 -> Picture.of(p.height(), p.width(), (x, y) -> p.at(right - y, x));
            default -> throw new IllegalArgumentException("orientation " + orientation);
        };
    }

    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(38).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(WIDTH);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return tiff.putInt(0).array();
    }

    static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + exif.length + 10);
        result.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) (exif.length + 8));
        result.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(exif).put(jpeg, 2, jpeg.length - 2);
        return result.array();
    }

    /** Puts a lossless image into the extended layout: VP8X, VP8L, EXIF. */
    private static byte[] withExif(byte[] webp, byte[] exif) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(new byte[] {'W', 'E', 'B', 'P', 'V', 'P', '8', 'X', 10, 0, 0, 0, 0x08, 0, 0, 0});
        chunks.writeBytes(new byte[] {WIDTH - 1, 0, 0, HEIGHT - 1, 0, 0});
        chunks.write(webp, 12, webp.length - 12);
        chunks.writeBytes(new byte[] {'E', 'X', 'I', 'F', (byte) exif.length, 0, 0, 0});
        chunks.writeBytes(exif);
        ByteBuffer file = ByteBuffer.allocate(8 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(chunks.size()).put(chunks.toByteArray());
        assertThat(exif.length % 2).as("chunks are even").isZero();
        return file.array();
    }
}
