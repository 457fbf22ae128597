package dev.alexstream.image;

/**
 * What a file says about itself, read without decoding.
 *
 * @param width in pixels as stored, before orientation
 * @param height in pixels as stored, before orientation
 * @param orientation as in EXIF, 1 to 8
 * @param alpha whether pixels may be transparent
 * @param completeness who notices missing data
 */
record ImageHeader(
        ImageFormat format,
        long width,
        long height,
        int orientation,
        boolean alpha,
        Completeness completeness,
        Encoded encoded) {

    private static final int RGB = 3;
    private static final int RGBA = 4;

    /** How missing image data shows. */
    enum Completeness {
        /** The decoder refuses to decode when data is missing. */
        DECODER_REFUSES,
        /**
         * The decoder fills gaps silently once it sees an end marker; {@link #encoded()} therefore has none, which makes it refuse. The same
         * file with an end marker tells missing data from nonsense.
         */
        DECODER_REFUSES_WITHOUT_END,
        /** The decoder needs an end marker, the file has none, and only the picture tells whether data is missing. */
        UNKNOWN
    }

    static ImageHeader opaque(ImageFormat format, long width, long height, Encoded encoded) {
        return new ImageHeader(format, width, height, 1, false, Completeness.DECODER_REFUSES, encoded);
    }

    /**
     * About the most native memory that decoding takes at once, beside the file itself.
     *
     * @param divisor by which the sides of the result are divided; only JPEG is decoded smaller than it is
     */
    long nativeBytes(int divisor) {
        return switch (format) {
            // a file of several scans is kept as coefficients of 16 bits, and may be decoded twice to compare
            case JPEG ->
                completeness == Completeness.DECODER_REFUSES_WITHOUT_END
                        ? pixels() / divisor / divisor * RGB
                        : pixels() * 2 * RGB + pixels() / divisor / divisor * 2 * RGB;
            case GIF -> pixels() * RGBA;
            case BMP -> pixels() * RGB;
            // 16 bits a sample, and 8 bits for the result
            case PNG -> pixels() * (alpha ? 3 * RGBA : RGB);
            // the decoder's own samples, those it answers, and the result
            case WEBP -> pixels() * (alpha ? 3 * RGBA : RGBA + RGB);
        };
    }

    private long pixels() {
        return width * height;
    }

    /** Whether orientation exchanges width and height. */
    boolean turned() {
        return Orientation.of(orientation).turned();
    }
}
