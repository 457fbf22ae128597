package dev.alexstream.image;

/** Limits given as plain values. */
record FixedImageConfig(long maxPixels, int maxSide) implements ImageConfig {

    static final FixedImageConfig DEFAULT = new FixedImageConfig(50_000_000, 20_000);
}
