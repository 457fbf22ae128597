package dev.alexstream.image;

/** Finds the orientation tag in the first directory of EXIF data (EXIF 2.3, section 4.6.4; TIFF 6.0, section 2). */
final class ExifOrientation {

    private static final int UPRIGHT = 1;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private final Octets in;
    private final long start;
    private final long end;
    private final boolean littleEndian;

    private ExifOrientation(Octets in, long start, long end) {
        this.in = in;
        this.start = start;
        this.end = end;
        this.littleEndian = in.has("II", (int) start);
    }

    /**
     * Orientation 1 to 8 from TIFF data in {@code [start, end)}, with or without the {@code Exif} prefix; 1 when it is absent or makes
     * no sense.
     */
    static int of(Octets in, int start, int end) {
        int tiff = in.has("Exif\0\0", start) ? start + 6 : start;
        if (!in.has("II*\0", tiff) && !in.has("MM\0*", tiff)) {
            return UPRIGHT;
        }
        return new ExifOrientation(in, tiff, Math.min(end, in.size())).find();
    }

    private int find() {
        long directory = start + u32(start + 4);
        int entries = u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY_BYTES;
            if (u16(entry) == ORIENTATION_TAG && u16(entry + 2) == SHORT) {
                int value = u16(entry + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /** Zero outside the data: broken EXIF never refuses an image. */
    private int u16(long at) {
        if (at < start || at + 2 > end) {
            return 0;
        }
        return littleEndian ? in.u16le(at) : in.u16(at);
    }

    private long u32(long at) {
        if (at < start || at + 4 > end) {
            return 0;
        }
        return littleEndian ? in.u32le(at) : in.u32(at);
    }
}
