package dev.alexstream.image;

import static dev.alexstream.image.DecodedAssert.assertDecoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GifFilesTest {

    private static final int SIDE = 16;
    private static final byte[] RED = {(byte) 250, 0, 0, 90};
    private static final byte[] GREEN = {0, (byte) 240, 0, 90};
    private static final byte[] BLUE = {0, 0, (byte) 230, 90};
    private static final int[] COLOURS = {0xFA0000, 0x00F000, 0x0000E6, 0x5A5A5A};
    private static final IndexColorModel OPAQUE = new IndexColorModel(2, 4, RED, GREEN, BLUE);
    private static final IndexColorModel SECOND_IS_TRANSPARENT = new IndexColorModel(2, 4, RED, GREEN, BLUE, 1);

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadPlainAndInterlacedImages(boolean interlaced) {
        byte[] gif = Picture.imageIo("gif", image(OPAQUE, 0), interlaced);

        assertDecoded(decode(gif)).hasFormat("gif").shows((x, y) -> COLOURS[(x + y) % 4], 0);
    }

    @Test
    void shouldLayTransparentPixelsOverWhite() {
        byte[] gif = Picture.imageIo("gif", image(SECOND_IS_TRANSPARENT, 0), false);

        assertDecoded(decode(gif)).shows((x, y) -> (x + y) % 4 == 1 ? 0xFFFFFF : COLOURS[(x + y) % 4], 0);
    }

    @Test
    void shouldTakeTheFirstFrameOfAnAnimation() throws IOException {
        byte[] gif = animation(image(OPAQUE, 0), image(OPAQUE, 1));

        assertDecoded(decode(gif)).shows((x, y) -> COLOURS[(x + y) % 4], 0);
    }

    @Test
    void shouldNotMindDamageBehindTheFirstFrame() throws IOException {
        byte[] still = Picture.imageIo("gif", image(OPAQUE, 0), false);
        byte[] gif = animation(image(OPAQUE, 0), image(OPAQUE, 1));

        assertDecoded(decode(Arrays.copyOf(gif, gif.length - 20))).shows((x, y) -> COLOURS[(x + y) % 4], 0);
        assertDecoded(decode(Arrays.copyOf(still, still.length - 1))).shows((x, y) -> COLOURS[(x + y) % 4], 0);
    }

    @Test
    void shouldNotMindABackgroundOutsideTheColourTable() {
        byte[] gif = Picture.imageIo("gif", image(OPAQUE, 0), false);
        gif[11] = (byte) 200;

        assertDecoded(decode(gif)).shows((x, y) -> COLOURS[(x + y) % 4], 0);
    }

    @Test
    void shouldRefuseAFileWithoutImage() {
        byte[] gif = {'G', 'I', 'F', '8', '9', 'a', 4, 0, 4, 0, 0, 0, 0, 0x3B};

        assertThat(decode(gif))
                .isEqualTo(new DecodeResult.Undecodable(ImageFailure.UNDECODABLE, "the GIF file has no image"));
    }

    @Test
    void shouldRefuseAnImageOutsideItsScreen() {
        byte[] gif = Picture.imageIo("gif", image(OPAQUE, 0), false);
        gif[6] = SIDE - 1;

        assertThat(decode(gif))
                .isEqualTo(new DecodeResult.Undecodable(
                        ImageFailure.UNDECODABLE, "the first image of the GIF file lies outside its screen"));
    }

    @Test
    void shouldLeaveTheScreenAroundASmallImageWhite() {
        byte[] gif = Picture.imageIo("gif", image(OPAQUE, 0), false);
        gif[6] = SIDE + 4;
        gif[8] = SIDE + 4;

        assertDecoded(decoder.decode(gif, new ImageGeometry(SIDE + 4, SIDE + 4)))
                .shows((x, y) -> x < SIDE && y < SIDE ? COLOURS[(x + y) % 4] : 0xFFFFFF, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 250})
    void shouldReadAsManyColoursAsThereAre(int colours) {
        Picture picture = Picture.of(300, 300, (x, y) -> 0x010101 * ((x * x + y * 3) % colours));
        byte[] gif = picture.imageIo("gif");

        assertDecoded(decoder.decode(gif, new ImageGeometry(300, 300))).shows(picture::at, 0);
    }

    @Test
    @Timeout(20)
    void shouldNotBeKeptBusyByClearCodes() {
        byte[] clearCodes = {0x24, 0x49, (byte) 0x92};
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        gif.writeBytes(Arrays.copyOf(Picture.imageIo("gif", image(OPAQUE, 0), false), 25));
        gif.writeBytes(new byte[] {0x2C, 0, 0, 0, 0, SIDE, 0, SIDE, 0, 0, 2});
        for (int block = 0; block < 4_000; block++) {
            gif.write(255);
            for (int i = 0; i < 255; i++) {
                gif.write(clearCodes[i % 3]);
            }
        }
        gif.write(0);

        assertThat(decode(gif.toByteArray()))
                .isEqualTo(
                        new DecodeResult.Undecodable(ImageFailure.TRUNCATED, "pixels are missing from the GIF file"));
    }

    private DecodeResult decode(byte[] gif) {
        return decoder.decode(gif, new ImageGeometry(SIDE, SIDE));
    }

    private static BufferedImage image(IndexColorModel colours, int shift) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, (i % SIDE + i / SIDE + shift) % 4);
        }
        return image;
    }

    private static byte[] animation(BufferedImage... frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : List.of(frames)) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
