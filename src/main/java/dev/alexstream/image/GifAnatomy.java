package dev.alexstream.image;

import dev.alexstream.image.ImageHeader.Completeness;

/**
 * Walks the blocks of a GIF file (GIF89a specification, sections 17 to 26) up to the end of its first image; what follows is never
 * decoded.
 */
final class GifAnatomy {

    private static final int SCREEN = 6;
    private static final int FLAGS = 10;
    private static final int BACKGROUND = 11;
    private static final int FIRST_BLOCK = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;
    private static final int IMAGE_DESCRIPTOR = 10;
    private static final byte[] TRAILER = {0x3B};

    private final Octets in;
    private long at = FIRST_BLOCK;
    private boolean alpha;

    private GifAnatomy(Octets in) {
        this.in = in;
    }

    static ImageHeader read(Octets in) {
        return new GifAnatomy(in).walk();
    }

    private ImageHeader walk() {
        int width = in.u16le(SCREEN);
        int height = in.u16le(SCREEN + 2);
        at += colourTable(in.u8(FLAGS));
        while (in.u8(at) == EXTENSION) {
            extension();
        }
        if (in.u8(at) != IMAGE) {
            throw ImageRefusal.undecodable("the GIF file has no image");
        }
        image();
        Encoded encoded = new Encoded(withKnownBackground(), (int) at, TRAILER, false);
        return new ImageHeader(ImageFormat.GIF, width, height, 1, alpha, Completeness.DECODER_REFUSES, encoded);
    }

    /** OpenCV refuses a background colour outside the colour table, which others overlook; nothing of the first frame depends on it. */
    private byte[] withKnownBackground() {
        int colours = colourTable(in.u8(FLAGS)) / 3;
        if (in.u8(BACKGROUND) < colours) {
            return in.data();
        }
        byte[] copy = in.data().clone();
        copy[BACKGROUND] = 0;
        return copy;
    }

    private void extension() {
        if (in.u8(at + 1) == GRAPHIC_CONTROL) {
            alpha = (in.u8(at + 3) & 1) == 1;
        }
        at += 2;
        subBlocks();
    }

    private void image() {
        int flags = in.u8(at + IMAGE_DESCRIPTOR - 1);
        at += IMAGE_DESCRIPTOR + colourTable(flags) + 1;
        subBlocks();
    }

    private void subBlocks() {
        int length = in.u8(at++);
        while (length > 0) {
            at += length;
            length = in.u8(at++);
        }
    }

    /** Bytes of the colour table that the flags of a descriptor announce. */
    private static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
