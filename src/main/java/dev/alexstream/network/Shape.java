package dev.alexstream.network;

/** What one image is between two layers: channels of height times width values; a flat vector has height and width 1. */
public record Shape(int channels, int height, int width) {

    /** Number of values. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
