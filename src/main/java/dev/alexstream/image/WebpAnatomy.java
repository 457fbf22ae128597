package dev.alexstream.image;

import dev.alexstream.image.ImageHeader.Completeness;

/** Walks the chunks of a WebP file (RFC 9649, section 2; RFC 6386, section 9.1 for lossy, RFC 9649, section 3.4 for lossless headers). */
final class WebpAnatomy {

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ALPHA_FLAG = 0x10;
    private static final int LOSSLESS_SIGNATURE = 0x2F;

    private final Octets in;

    private WebpAnatomy(Octets in) {
        this.in = in;
    }

    static ImageHeader read(Octets in) {
        long promised = CHUNK_HEADER + in.u32le(4);
        if (promised > in.size()) {
            throw ImageRefusal.truncated("the WebP file says it has " + promised + " bytes and has " + in.size());
        }
        return new WebpAnatomy(in).walk();
    }

    private ImageHeader walk() {
        int data = FIRST_CHUNK + CHUNK_HEADER;
        if (in.has("VP8X", FIRST_CHUNK)) {
            boolean alpha = (in.u8(data) & ALPHA_FLAG) != 0;
            return header(in.u24le(data + 4) + 1L, in.u24le(data + 7) + 1L, alpha);
        }
        if (in.has("VP8L", FIRST_CHUNK) && in.u8(data) == LOSSLESS_SIGNATURE) {
            long bits = in.u32le(data + 1);
            return header((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, (bits >> 28 & 1) == 1);
        }
        if (in.has("VP8 ", FIRST_CHUNK) && in.has("\u009D\u0001*", data + 3)) {
            return header(in.u16le(data + 6) & 0x3FFF, in.u16le(data + 8) & 0x3FFF, false);
        }
        throw ImageRefusal.undecodable("the WebP file does not begin with an image");
    }

    private ImageHeader header(long width, long height, boolean alpha) {
        return new ImageHeader(
                ImageFormat.WEBP, width, height, orientation(), alpha, Completeness.DECODER_REFUSES, Encoded.whole(in));
    }

    private int orientation() {
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= in.size()) {
            long start = at + CHUNK_HEADER;
            long size = in.u32le(at + 4);
            if (in.has("EXIF", (int) at)) {
                return ExifOrientation.of(in, (int) start, (int) Math.min(in.size(), start + size));
            }
            at = start + size + (size & 1);
        }
        return 1;
    }
}
