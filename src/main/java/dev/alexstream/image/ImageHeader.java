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

    /** Whether orientation exchanges width and height. */
    boolean turned() {
        return Orientation.of(orientation).turned();
    }
}
