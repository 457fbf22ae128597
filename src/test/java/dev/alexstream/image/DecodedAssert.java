package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.DecodeResult.Decoded;

/** What is to be seen in a decoded image. */
final class DecodedAssert {

    private final Decoded decoded;

    private DecodedAssert(Decoded decoded) {
        this.decoded = decoded;
    }

    static DecodedAssert assertDecoded(DecodeResult result) {
        assertThat(result).isInstanceOf(Decoded.class);
        return new DecodedAssert((Decoded) result);
    }

    DecodedAssert hasFormat(String format) {
        assertThat(decoded.format()).isEqualTo(format);
        return this;
    }

    DecodedAssert hasSize(int width, int height) {
        assertThat(decoded.width()).as("width").isEqualTo(width);
        assertThat(decoded.height()).as("height").isEqualTo(height);
        return this;
    }

    /** Every sample is at most {@code tolerance} away from the painter's. */
    DecodedAssert shows(Picture.Painter painter, int tolerance) {
        RgbPixels pixels = decoded.pixels();
        for (int i = 0; i < pixels.data().length; i++) {
            int x = i / 3 % pixels.side();
            int y = i / 3 / pixels.side();
            int expected = (painter.colour(x, y) >> (16 - i % 3 * 8)) & 0xFF;
            int difference = Math.abs((pixels.data()[i] & 0xFF) - expected);
            assertThat(difference)
                    .as("x %d, y %d, channel %d: is %d, wanted %d", x, y, i % 3, pixels.data()[i] & 0xFF, expected)
                    .isLessThanOrEqualTo(tolerance);
        }
        return this;
    }
}
