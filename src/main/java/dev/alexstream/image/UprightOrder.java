package dev.alexstream.image;

/** The order in which the pixels of a square as stored make the upright one. */
final class UprightOrder {

    private static final int RGB = 3;
    private static final int BGRA = 4;

    private final int side;
    /** Index of the stored pixel that is the first one upright. */
    private final int first;
    /** How far the stored pixel lies whose place is one to the right of the other's. */
    private final int right;
    /** How far the stored pixel lies whose place is one below the other's. */
    private final int below;

    private UprightOrder(int side, int first, int right, int below) {
        this.side = side;
        this.first = first;
        this.right = right;
        this.below = below;
    }

    /** @param side of the square in pixels */
    static UprightOrder of(Orientation orientation, int side) {
        int right = orientation.turned() ? side : 1;
        int below = orientation.turned() ? 1 : side;
        int lastRight = orientation.leftRight() ? (side - 1) * right : 0;
        int lastBelow = orientation.upDown() ? (side - 1) * below : 0;
        return new UprightOrder(
                side,
                lastRight + lastBelow,
                orientation.leftRight() ? -right : right,
                orientation.upDown() ? -below : below);
    }

    /**
     * @param stored RGB
     * @param upright takes RGB
     */
    void copy(byte[] stored, byte[] upright) {
        int to = 0;
        for (int y = 0; y < side; y++) {
            int from = (first + y * below) * RGB;
            for (int x = 0; x < side; x++) {
                upright[to] = stored[from];
                upright[to + 1] = stored[from + 1];
                upright[to + 2] = stored[from + 2];
                to += RGB;
                from += right * RGB;
            }
        }
    }

    /**
     * @param stored BGRA with the colours multiplied by alpha
     * @param upright takes RGB
     */
    void layOverWhite(byte[] stored, byte[] upright) {
        int to = 0;
        for (int y = 0; y < side; y++) {
            int from = (first + y * below) * BGRA;
            for (int x = 0; x < side; x++) {
                int white = 255 - (stored[from + 3] & 0xFF);
                for (int channel = 2; channel >= 0; channel--) {
                    upright[to++] = (byte) Math.min(255, (stored[from + channel] & 0xFF) + white);
                }
                from += right * BGRA;
            }
        }
    }
}
