package dev.alexstream.image;

/**
 * One image of a GIF file (GIF89a specification, section 20). Decoded by our own code: OpenCV's rebuilds its dictionary at every clear
 * code, so that a file of 100 kB could keep it busy for ten seconds.
 */
final class GifFrame {

    static final int NO_COLOUR = -1;

    private static final int DESCRIPTOR = 10;
    private static final int INTERLACED = 0x40;
    private static final int BGRA = 4;

    /** First row and distance of the rows of each pass (GIF89a specification, appendix E). */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private static final int[][] ONE_PASS = {{0, 1}};

    /** Receives rows in the order of the file. */
    interface Canvas {
        /**
         * @param bgra one row from column {@code x} on; transparent pixels are all zero; reused by the next call
         * @param bytes of the row
         */
        void row(int x, int y, byte[] bgra, int bytes);
    }

    /** Where a colour table lies: three bytes a colour. */
    record ColourTable(long start, int colours) {

        /** @param flags of the screen or image descriptor that ends before {@code start} */
        static ColourTable announcedBy(int flags, long start) {
            return new ColourTable(start, (flags & 0x80) == 0 ? 0 : 2 << (flags & 7));
        }

        int bytes() {
            return 3 * colours;
        }
    }

    private final Octets in;
    private final long start;
    private final int flags;
    private final ColourTable local;
    private final ColourTable colours;
    private final int transparentIndex;

    /** @param start position of the image descriptor */
    GifFrame(Octets in, long start, ColourTable global, int transparentIndex) {
        this.in = in;
        this.start = start;
        this.flags = in.u8(start + DESCRIPTOR - 1);
        this.local = ColourTable.announcedBy(flags, start + DESCRIPTOR);
        this.colours = local.colours() > 0 ? local : global;
        this.transparentIndex = transparentIndex;
    }

    int right() {
        return left() + width();
    }

    int bottom() {
        return top() + height();
    }

    /**
     * @param arrays in use for nothing else meanwhile
     * @throws ImageRefusal if pixels are missing or make no sense
     */
    void paint(CutArrays arrays, Canvas canvas) {
        GifPixels pixels = new GifPixels(arrays.gif(), in, start + DESCRIPTOR + local.bytes());
        int bytes = width() * BGRA;
        byte[] row = arrays.row(bytes);
        for (int[] pass : (flags & INTERLACED) == 0 ? ONE_PASS : PASSES) {
            for (int y = pass[0]; y < height(); y += pass[1]) {
                for (int x = 0; x < bytes; x += BGRA) {
                    colour(pixels.next(), row, x);
                }
                canvas.row(left(), top() + y, row, bytes);
            }
        }
    }

    private void colour(int index, byte[] row, int x) {
        boolean visible = index != transparentIndex;
        for (int channel = 0; channel < 3; channel++) {
            row[x + 2 - channel] = visible ? (byte) sample(index, channel) : 0;
        }
        row[x + 3] = (byte) (visible ? 255 : 0);
    }

    private int sample(int index, int channel) {
        if (index >= colours.colours()) {
            throw ImageRefusal.undecodable("the GIF file uses a colour that it does not define");
        }
        return in.u8(colours.start() + 3L * index + channel);
    }

    private int left() {
        return in.u16le(start + 1);
    }

    private int top() {
        return in.u16le(start + 3);
    }

    private int width() {
        return in.u16le(start + 5);
    }

    private int height() {
        return in.u16le(start + 7);
    }
}
