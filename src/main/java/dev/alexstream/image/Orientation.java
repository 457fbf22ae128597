package dev.alexstream.image;

/**
 * How a picture lies in its file (EXIF 2.3, section 4.6.4). To set it upright, exchange rows and columns, then mirror.
 *
 * @param turned whether rows and columns are exchanged
 * @param leftRight whether left and right are mirrored
 * @param upDown whether up and down are mirrored
 */
record Orientation(boolean turned, boolean leftRight, boolean upDown) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** @param exif 1 to 8 */
    static Orientation of(int exif) {
        return switch (exif) {
            case 1 -> UPRIGHT;
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> throw new IllegalArgumentException("orientation " + exif + " is not from 1 to 8");
        };
    }

    /** Whether the columns of the file run from right to left, or from the bottom up, in the upright picture. */
    boolean columnsMirrored() {
        return turned ? upDown : leftRight;
    }

    /** Whether the rows of the file run from the bottom up, or from right to left, in the upright picture. */
    boolean rowsMirrored() {
        return turned ? leftRight : upDown;
    }
}
