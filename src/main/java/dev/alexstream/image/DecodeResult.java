package dev.alexstream.image;

/** What became of encoded bytes. */
public sealed interface DecodeResult {

    /**
     * Pixels, ready for the network.
     *
     * @param format {@code jpeg}, {@code png}, {@code webp}, {@code bmp} or {@code gif}
     * @param width of the whole image in pixels, after orientation
     * @param height of the whole image in pixels, after orientation
     */
    record Decoded(RgbPixels pixels, String format, int width, int height) implements DecodeResult {}

    /** The image is refused; {@code reason} is a sentence for a person. */
    record Undecodable(ImageFailure failure, String reason) implements DecodeResult {}
}
