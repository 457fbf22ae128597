package dev.alexstream.image;

/**
 * A square of 8-bit RGB pixels, interleaved, row by row: {@code data[(y * side + x) * 3 + channel]}.
 *
 * @param side width and height in pixels
 * @param data {@code side * side * 3} unsigned bytes; shared, not copied
 */
public record RgbPixels(int side, byte[] data) {

    public RgbPixels {
        if (data.length != side * side * 3) {
            throw new IllegalArgumentException(
                    "data holds " + data.length + " bytes, a " + side + " pixel square needs " + side * side * 3);
        }
    }
}
