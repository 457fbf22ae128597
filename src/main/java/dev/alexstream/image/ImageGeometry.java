package dev.alexstream.image;

/**
 * How a decoded image becomes the network's input: resize so that the short side is {@code shortSide} (by area when shrinking,
 * bilinear when growing), then cut {@code cropSide} square pixels out of the centre.
 */
public record ImageGeometry(int shortSide, int cropSide) {

    public ImageGeometry {
        if (cropSide < 1 || shortSide < cropSide) {
            throw new IllegalArgumentException(
                    "crop of " + cropSide + " pixels does not fit a short side of " + shortSide);
        }
    }
}
