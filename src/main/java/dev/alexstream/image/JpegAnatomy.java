package dev.alexstream.image;

import dev.alexstream.image.ImageHeader.Completeness;

/**
 * Walks the markers of a JPEG file (ITU-T T.81, annex B) the way libjpeg does, so that both see the same frame header.
 *
 * <p>libjpeg fills missing data with grey once it meets the end marker. A file of one sequential scan is therefore handed on without
 * its end marker, followed by {@link #LOOKAHEAD}: then missing rows make the decoder fail. At most as much of the picture as those
 * bits can encode, four blocks in its last corner, may be invented.
 */
final class JpegAnatomy {

    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int SOF3 = 0xC3;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int RST0 = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP1 = 0xE1;
    private static final int TEM = 0x01;
    private static final int NONE = -1;

    static final byte[] END = {(byte) 0xFF, (byte) EOI};
    /**
     * Eight bytes of one bits, escaped: libjpeg fills a word of 64 bits before it takes the last code from it. No code consists of one
     * bits alone, so that each wrong one costs 16 of them or more.
     */
    private static final byte[] LOOKAHEAD = {-1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0, -1, 0};

    private final Octets in;
    private int at = 2;
    private int frameMarker = NONE;
    private int width;
    private int height;
    private int components;
    private int orientation;
    private final JpegScans scans = new JpegScans();
    private int endOfFirstScan;

    private JpegAnatomy(Octets in) {
        this.in = in;
    }

    static ImageHeader read(Octets in) {
        return new JpegAnatomy(in).walk();
    }

    private ImageHeader walk() {
        int marker = nextMarker();
        while (marker != EOI && marker != NONE) {
            segment(marker);
            marker = nextMarker();
        }
        boolean endMissing = marker == NONE;
        if (frameMarker == NONE) {
            throw endMissing
                    ? ImageRefusal.truncated("the JPEG file ends before its frame header")
                    : ImageRefusal.undecodable("the JPEG file has no frame header");
        }
        return header(endMissing);
    }

    private ImageHeader header(boolean endMissing) {
        if (!isOneSequentialScan() && !scans.complete(components)) {
            throw ImageRefusal.truncated("scans of the JPEG file are missing");
        }
        Completeness completeness = Completeness.DECODER_REFUSES;
        Encoded encoded = Encoded.whole(in);
        if (isOneSequentialScan()) {
            completeness = Completeness.DECODER_REFUSES_WITHOUT_END;
            encoded = new Encoded(in.data(), endOfFirstScan, LOOKAHEAD, endMissing);
        } else if (endMissing) {
            completeness = Completeness.UNKNOWN;
            encoded = new Encoded(in.data(), withoutLoneMarkerByte(in.size()), END, true);
        }
        int upright = Math.max(1, orientation);
        return new ImageHeader(ImageFormat.JPEG, width, height, upright, false, completeness, encoded);
    }

    private boolean isOneSequentialScan() {
        return (frameMarker == SOF0 || frameMarker == SOF1 || frameMarker == SOF3)
                && scans.componentsOfFirst() == components;
    }

    private void segment(int marker) {
        if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
            return;
        }
        int start = at;
        if (start + 2 > in.size()) {
            at = in.size();
            return;
        }
        at = (int) Math.min(in.size(), start + (long) Math.max(2, in.u16(start)));
        if (isFrame(marker) && frameMarker == NONE) {
            frame(marker, start);
        } else if (marker == APP1 && orientation == 0 && in.has("Exif\0\0", start + 2)) {
            orientation = ExifOrientation.of(in, start + 2, at);
        } else if (marker == SOS) {
            scan(start);
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC;
    }

    private void frame(int marker, int start) {
        frameMarker = marker;
        height = in.u16(start + 3);
        width = in.u16(start + 5);
        components = in.u8(start + 7);
    }

    private void scan(int start) {
        scans.add(in, start);
        skipEntropyCodedData();
        if (scans.count() == 1) {
            endOfFirstScan = withoutLoneMarkerByte(at);
        }
    }

    /** To the 0xFF of the next marker that is not a restart, or to the end of the file. */
    private void skipEntropyCodedData() {
        for (at = in.nextOnes(at); at + 1 < in.size(); at = in.nextOnes(at + 1)) {
            int next = in.u8(at + 1);
            if (next != 0 && next != 0xFF && (next < RST0 || next >= SOI)) {
                return;
            }
        }
        at = in.size();
    }

    private int withoutLoneMarkerByte(int end) {
        int length = end;
        while (length > 0 && in.data()[length - 1] == (byte) 0xFF) {
            length--;
        }
        return length;
    }

    /** The code of the next marker, with {@link #at} behind it; as in libjpeg anything else is skipped. */
    private int nextMarker() {
        for (at = in.nextOnes(at); at + 1 < in.size(); at = in.nextOnes(at + 1)) {
            int code = in.u8(at + 1);
            if (code != 0 && code != 0xFF) {
                at += 2;
                return code;
            }
        }
        return NONE;
    }
}
