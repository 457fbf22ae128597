package dev.alexstream.image;

import dev.alexstream.image.ImageHeader.Completeness;

/** Walks the chunks of a PNG file (PNG specification, third edition, section 5). */
final class PngAnatomy {

    private static final int SIGNATURE = 8;
    private static final int CHUNK_FRAME = 12;
    private static final int COLOUR_TYPE = SIGNATURE + 17;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private final Octets in;
    private final int colourType;
    private int orientation = 1;
    private boolean alpha;
    private boolean ended;
    private int endOfChunks = SIGNATURE;

    private PngAnatomy(Octets in) {
        this.in = in;
        this.colourType = in.u8(COLOUR_TYPE);
        this.alpha = colourType == GREY_ALPHA || colourType == RGB_ALPHA;
    }

    static ImageHeader read(Octets in) {
        if (!in.has("IHDR", SIGNATURE + 4)) {
            throw in.size() < SIGNATURE + 8
                    ? ImageRefusal.truncated("the PNG file ends before its header")
                    : ImageRefusal.undecodable("the PNG file does not begin with its header");
        }
        return new PngAnatomy(in).walk();
    }

    private ImageHeader walk() {
        long width = in.u32(SIGNATURE + 8);
        long height = in.u32(SIGNATURE + 12);
        while (!ended && (long) endOfChunks + CHUNK_FRAME <= in.size()) {
            long end = endOfChunks + CHUNK_FRAME + in.u32(endOfChunks);
            if (end > in.size()) {
                break;
            }
            chunk(endOfChunks, (int) end);
            endOfChunks = (int) end;
        }
        Encoded encoded = ended ? Encoded.whole(in) : new Encoded(in.data(), endOfChunks, END, true);
        return new ImageHeader(
                ImageFormat.PNG, width, height, orientation, alpha, Completeness.DECODER_REFUSES, encoded);
    }

    private void chunk(int start, int end) {
        int name = start + 4;
        if (in.has("IEND", name)) {
            ended = true;
        } else if (in.has("tRNS", name)) {
            // OpenCV knows no single transparent colour of grey and RGB images: it is shown as it is
            alpha |= colourType == PALETTE;
        } else if (in.has("eXIf", name)) {
            orientation = ExifOrientation.of(in, start + 8, end - 4);
        }
    }
}
