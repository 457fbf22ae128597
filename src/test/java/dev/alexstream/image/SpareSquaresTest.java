package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpareSquaresTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);
    private static final int TIMES = 40;

    private final SpareSquares spares = new SpareSquares(2);

    @Test
    void shouldTakeWhatWasGiven() {
        byte[] given = new byte[12];
        spares.give(new RgbPixels(2, given));

        assertThat(spares.take(12)).isSameAs(given);
        assertThat(spares.take(12)).hasSize(12).isNotSameAs(given);
    }

    @Test
    void shouldNotTakeWhatHasAnotherSize() {
        spares.give(new RgbPixels(2, new byte[12]));

        assertThat(spares.take(27)).hasSize(27);
    }

    @Test
    void shouldKeepNoMoreThanItMay() {
        byte[] third = new byte[3];
        spares.give(new RgbPixels(1, new byte[3]));
        spares.give(new RgbPixels(1, new byte[3]));
        spares.give(new RgbPixels(1, third));

        assertThat(List.of(spares.take(3), spares.take(3))).noneMatch(array -> array == third);
    }

    @Test
    void shouldKeepNothingOfWhatItLetsGo() {
        byte[] given = new byte[3];
        spares.give(new RgbPixels(1, given));

        spares.letGo();

        assertThat(spares.take(3)).isNotSameAs(given);
    }

    @Test
    void shouldLeaveNothingOfAnEarlierImageInALaterOne() {
        byte[] turned = OrientationTest.jpegWithExif(
                Picture.landscape(400, 300).imageIo("jpeg"), OrientationTest.exif(6, ByteOrder.BIG_ENDIAN));
        List<byte[]> images = List.of(
                Picture.landscape(500, 375).imageIo("jpeg"),
                turned,
                Picture.landscape(64, 48).imageIo("png"),
                Picture.landscape(256, 256).imageIo("png"),
                Picture.landscape(1024, 512).imageIo("jpeg"));
        List<byte[]> alone = images.stream()
                .map(image -> pixels(new OpenCvImageDecoder(FixedImageConfig.DEFAULT), image)
                        .data())
                .toList();
        ImageDecoder sharing = new OpenCvImageDecoder(FixedImageConfig.DEFAULT, spares);

        IntStream.range(0, TIMES * images.size()).parallel().forEach(i -> {
            RgbPixels pixels = pixels(sharing, images.get(i % images.size()));
            assertThat(pixels.data()).isEqualTo(alone.get(i % images.size()));
            spares.give(pixels);
        });
    }

    private static RgbPixels pixels(ImageDecoder decoder, byte[] image) {
        return ((DecodeResult.Decoded) decoder.decode(image, GEOMETRY)).pixels();
    }
}
