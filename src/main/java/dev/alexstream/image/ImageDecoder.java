package dev.alexstream.image;

/** Turns encoded images into the network's input. Safe for use by many threads at once; never throws for what the bytes say. */
public interface ImageDecoder {

    DecodeResult decode(byte[] encoded, ImageGeometry geometry);
}
