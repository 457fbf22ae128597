package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.DecodeResult.Decoded;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scaled decoding does to the pixels of photographs: nothing below twice the wanted size, little above it. */
class ScaledDecodingTest {

    private static final ImageGeometry GEOMETRY = new ImageGeometry(256, 227);

    /** Of 255, in the mean over all samples. Photographs reach 2.5, drawings, which are half grain, 3.1. */
    private static final double MOST_DIFFERENCE = 3.5;

    private final ImageDecoder decoder = new OpenCvImageDecoder(FixedImageConfig.DEFAULT);

    @ParameterizedTest
    @CsvSource({"300, 260", "500, 375", "375, 500", "640, 480", "900, 511", "511, 1200"})
    void shouldGiveThePixelsOfTheWholeBelowTwiceTheWantedSize(int width, int height) {
        for (byte[] jpeg : SyntheticPhotographs.take(3, width, height, Encoding.JPEG)) {
            byte[] plain = PlainCut.ofJpeg(jpeg, GEOMETRY);

            PlainCut.assertSame(decoded(jpeg).pixels().data(), plain, width + " x " + height);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "corrupted-icc-srgb.jpg",
                "exif-empty-icc-profile.jpeg",
                "exif-jpeg-thumbnail-sony-dsc-p150-inverted-colors.jpg",
                "exif-rgb-thumbnail-sony-d700.jpg",
                "jfif-jfif-and-exif-thumbnail-sharpshot-iphone.jpg",
                "jfif-with-preview-as-second-image.jpg",
                "jfif-ycbcr-no-subsampling-intel.jpg",
                "no-image-types-rgb-us-web-coated-v2-ms-photogallery-exif.jpg"
            })
    void shouldStayCloseToTheWholePhotograph(String name) throws IOException {
        byte[] jpeg = collected(name);

        double difference = meanDifference(decoded(jpeg).pixels().data(), PlainCut.ofJpeg(jpeg, GEOMETRY));

        assertThat(difference).isLessThan(MOST_DIFFERENCE);
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "513, 519", "1025, 1025", "2051, 2055", "1024, 768", "768, 1024", "1600, 1200", "2800, 2100"
    })
    void shouldStayCloseToTheWholeDrawing(int width, int height) {
        for (byte[] jpeg : SyntheticPhotographs.take(2, width, height, Encoding.JPEG)) {
            Decoded decoded = decoded(jpeg);

            double difference = meanDifference(decoded.pixels().data(), PlainCut.ofJpeg(jpeg, GEOMETRY));

            assertThat(difference).isLessThan(MOST_DIFFERENCE);
            assertThat(decoded.width()).isEqualTo(width);
            assertThat(decoded.height()).isEqualTo(height);
        }
    }

    private Decoded decoded(byte[] jpeg) {
        return (Decoded) decoder.decode(jpeg, GEOMETRY);
    }

    private static double meanDifference(byte[] some, byte[] others) {
        assertThat(some).hasSameSizeAs(others);
        long sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.abs((some[i] & 0xFF) - (others[i] & 0xFF));
        }
        return (double) sum / some.length;
    }

    private static byte[] collected(String name) throws IOException {
        try (InputStream in = ScaledDecodingTest.class.getResourceAsStream("/jpeg/" + name)) {
            return in.readAllBytes();
        }
    }
}
