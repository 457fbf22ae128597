package dev.alexstream.image;

/** Reads the two headers of a Windows bitmap ({@code BITMAPFILEHEADER}, then {@code BITMAPCOREHEADER} or one of its successors). */
final class BmpAnatomy {

    private static final int DATA_OFFSET = 10;
    private static final int INFO = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;
    private static final int LARGEST_HEADER = 124;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;

    private BmpAnatomy() {}

    /** Two letters are a weak magic number: the size of the header behind them must be plausible as well. */
    static boolean knowsHeaderOf(Octets in) {
        if (in.size() < INFO + 4) {
            return false;
        }
        long header = in.u32le(INFO);
        return header == CORE_HEADER || (header >= INFO_HEADER && header <= LARGEST_HEADER);
    }

    static ImageHeader read(Octets in) {
        boolean core = in.u32le(INFO) == CORE_HEADER;
        long width = core ? in.u16le(INFO + 4) : (int) in.u32le(INFO + 4);
        long height = core ? in.u16le(INFO + 6) : Math.abs((long) (int) in.u32le(INFO + 8));
        int bitsPerPixel = in.u16le(core ? INFO + 10 : INFO + 14);
        long compression = core ? 0 : in.u32le(INFO + 16);
        boolean runLength = compression == RLE8 || compression == RLE4;
        long imageBytes = runLength ? in.u32le(INFO + 20) : (width * bitsPerPixel + 31) / 32 * 4 * height;
        long promised = in.u32le(DATA_OFFSET) + Math.max(0, imageBytes);
        if (promised > in.size() && width * height > 0) {
            return ImageHeader.opaque(ImageFormat.BMP, width, height, cutShort(in));
        }
        return ImageHeader.opaque(ImageFormat.BMP, width, height, Encoded.whole(in));
    }

    private static Encoded cutShort(Octets in) {
        return new Encoded(in.data(), in.size(), new byte[0], true);
    }
}
