package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every pixel layout that a format may have. Pictures have the wanted size already, so that pixels come through untouched. */
class ImageFormatsTest {

    private static final int SIDE = 12;
    private static final ImageGeometry UNTOUCHED = new ImageGeometry(SIDE, SIDE);
    private static final int HALF = 128;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);
    private final Picture picture = Picture.small(SIDE, SIDE);

    @ParameterizedTest
    @ValueSource(strings = {".png", ".bmp", ".webp"})
    void shouldKeepPixelsOfLosslessFormats(String suffix) {
        assertDecoded(decode(picture.openCv(suffix)))
                .hasFormat(suffix.substring(1))
                .shows(picture::at, 0);
    }

    @Test
    void shouldKeepTheOrderOfColoursInLossyFormats() {
        Picture red = Picture.of(SIDE, SIDE, (x, y) -> 0xF02010);

        assertDecoded(decode(red.openCv(".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 95)))
                .hasFormat("jpeg")
                .shows(red::at, 4);
        assertDecoded(decode(red.openCv(".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 90)))
                .hasFormat("webp")
                .shows(red::at, 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadGreyAndProgressiveJpeg(boolean progressive) {
        Picture grey = Picture.of(SIDE, SIDE, (x, y) -> 0x010101 * (40 + x * 5 + y * 3));
        BufferedImage image = grey.image(BufferedImage.TYPE_BYTE_GRAY);
        int[] stored = image.getRaster().getSamples(0, 0, SIDE, SIDE, 0, (int[]) null);

        DecodeResult result = decode(Picture.imageIo("jpeg", image, progressive));

        assertDecoded(result).shows((x, y) -> 0x010101 * stored[y * SIDE + x], 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16})
    void shouldReadGreyPngOfAnyDepth(int depth) {
        ByteBuffer rows = ByteBuffer.allocate((SIDE * depth + 7) / 8 * SIDE);
        for (int y = 0; y < SIDE; y++) {
            if (depth == 1) {
                rows.putShort((short) 0b1010101010100000);
            }
            for (int x = 0; x < SIDE && depth > 1; x++) {
                rows.put((byte) (10 * x + y));
                if (depth == 16) {
                    rows.put((byte) 0x7F);
                }
            }
        }
        byte[] png = new PngWriter()
                .header(SIDE, SIDE, depth, PngWriter.GREY)
                .rows(rows.capacity() / SIDE, rows.array())
                .end();

        assertDecoded(decode(png))
                .shows((x, y) -> 0x010101 * (depth == 1 ? (x % 2 == 0 ? 255 : 0) : 10 * x + y), depth == 16 ? 1 : 0);
    }

    @Test
    void shouldReadColourPngOfSixteenBits() {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * SIDE * 6);
        for (byte sample : picture.samples()) {
            rows.put(sample).put((byte) 0x10);
        }

        byte[] png = new PngWriter()
                .header(SIDE, SIDE, 16, PngWriter.RGB)
                .rows(SIDE * 6, rows.array())
                .end();

        assertDecoded(decode(png)).shows(picture::at, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void shouldLayTransparentColourOverWhite(int depth) {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * SIDE * 4 * depth / 8);
        byte[] samples = picture.samples();
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int channel = 0; channel < 4; channel++) {
                put(rows, depth, channel < 3 ? samples[3 * i + channel] : (byte) alphaOf(i % SIDE));
            }
        }

        byte[] png = new PngWriter()
                .header(SIDE, SIDE, depth, PngWriter.RGBA)
                .rows(rows.capacity() / SIDE, rows.array())
                .end();

        assertDecoded(decode(png)).shows((x, y) -> overWhite(picture.at(x, y), alphaOf(x)), 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void shouldLayTransparentGreyOverWhite(int depth) {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * SIDE * 2 * depth / 8);
        for (int i = 0; i < SIDE * SIDE; i++) {
            put(rows, depth, (byte) (i % SIDE * 20));
            put(rows, depth, (byte) alphaOf(i % SIDE));
        }

        byte[] png = new PngWriter()
                .header(SIDE, SIDE, depth, PngWriter.GREY_ALPHA)
                .rows(rows.capacity() / SIDE, rows.array())
                .end();

        assertDecoded(decode(png)).shows((x, y) -> overWhite(0x010101 * (x * 20), alphaOf(x)), 2);
    }

    @Test
    void shouldReadPalettesWithAndWithoutTransparency() {
        byte[] indices = new byte[SIDE * SIDE];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (i % 3);
        }
        byte[] palette = {(byte) 200, 0, 0, 0, (byte) 200, 0, 0, 0, (byte) 200};
        PngWriter opaque =
                new PngWriter().header(SIDE, SIDE, 8, PngWriter.PALETTE).chunk("PLTE", palette);
        PngWriter transparent = new PngWriter()
                .header(SIDE, SIDE, 8, PngWriter.PALETTE)
                .chunk("PLTE", palette)
                .chunk("tRNS", new byte[] {-1, 0});
        int[] colours = {0xC80000, 0x00C800, 0x0000C8};

        assertDecoded(decode(opaque.rows(SIDE, indices).end())).shows((x, y) -> colours[x % 3], 0);
        assertDecoded(decode(transparent.rows(SIDE, indices).end()))
                .shows((x, y) -> x % 3 == 1 ? 0xFFFFFF : colours[x % 3], 0);
    }

    @Test
    void shouldShowTheTransparentColourOfAnRgbPngAsItIs() {
        byte[] png = new PngWriter()
                .header(SIDE, SIDE, 8, PngWriter.RGB)
                .chunk("tRNS", new byte[] {0, 15, 0, 30, 0, 29})
                .rows(SIDE * 3, picture.samples())
                .end();

        assertThat(picture.at(1, 2)).isEqualTo(0x0F1E1D);
        assertDecoded(decode(png)).shows(picture::at, 0);
    }

    @Test
    void shouldReadInterlacedPng() {
        byte[] png = Picture.imageIo("png", picture.image(BufferedImage.TYPE_INT_RGB), true);

        assertDecoded(decode(png)).shows(picture::at, 0);
    }

    @Test
    void shouldLayTransparentWebpOverWhite() {
        byte[] bgra = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < SIDE * SIDE; i++) {
            ByteBuffer.wrap(bgra)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4 * i, (alphaOf(i % SIDE) << 24) | picture.rgb()[i]);
        }

        byte[] webp = picture.openCv(".webp", opencv_core.CV_8UC4, bgra);

        assertDecoded(decode(webp)).shows((x, y) -> overWhite(picture.at(x, y), alphaOf(x)), 2);
    }

    @Test
    void shouldIgnoreTheSpareByteOfBmp() {
        byte[] bgra = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < SIDE * SIDE; i++) {
            ByteBuffer.wrap(bgra).order(ByteOrder.LITTLE_ENDIAN).putInt(4 * i, picture.rgb()[i]);
        }

        assertDecoded(decode(picture.openCv(".bmp", opencv_core.CV_8UC4, bgra))).shows(picture::at, 0);
    }

    private DecodeResult decode(byte[] encoded) {
        return decoder.decode(encoded, UNTOUCHED);
    }

    private static void put(ByteBuffer rows, int depth, byte sample) {
        rows.put(sample);
        if (depth == 16) {
            rows.put(sample);
        }
    }

    private static int alphaOf(int x) {
        return x % 3 == 0 ? 0 : x % 3 == 1 ? HALF : 255;
    }

    private static int overWhite(int rgb, int alpha) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int sample = (rgb >> shift) & 0xFF;
            result |= ((sample * alpha + 255 * (255 - alpha) + 127) / 255) << shift;
        }
        return result;
    }
}
