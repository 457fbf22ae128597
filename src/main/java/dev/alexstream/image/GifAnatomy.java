package dev.alexstream.image;

/** Walks the blocks of a GIF file up to its first image (GIF89a specification, sections 17 to 26); what follows is never looked at. */
final class GifAnatomy {

    private static final int SCREEN = 6;
    private static final int FLAGS = 10;
    private static final int FIRST_BLOCK = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;

    private final Octets in;
    private long at = FIRST_BLOCK;
    private int transparentIndex = GifFrame.NO_COLOUR;

    private GifAnatomy(Octets in) {
        this.in = in;
    }

    /** The size is that of the logical screen. */
    static ImageHeader read(Octets in) {
        GifFrame frame = firstFrame(in);
        int width = in.u16le(SCREEN);
        int height = in.u16le(SCREEN + 2);
        if (frame.right() > width || frame.bottom() > height) {
            throw ImageRefusal.undecodable("the first image of the GIF file lies outside its screen");
        }
        return ImageHeader.opaque(ImageFormat.GIF, width, height, Encoded.whole(in));
    }

    static GifFrame firstFrame(Octets in) {
        return new GifAnatomy(in).walk();
    }

    private GifFrame walk() {
        GifFrame.ColourTable global = GifFrame.ColourTable.announcedBy(in.u8(FLAGS), FIRST_BLOCK);
        at += global.bytes();
        while (in.u8(at) == EXTENSION) {
            extension();
        }
        if (in.u8(at) != IMAGE) {
            throw ImageRefusal.undecodable("the GIF file has no image");
        }
        return new GifFrame(in, at, global, transparentIndex);
    }

    private void extension() {
        if (in.u8(at + 1) == GRAPHIC_CONTROL) {
            boolean transparency = (in.u8(at + 3) & 1) == 1;
            transparentIndex = transparency ? in.u8(at + 6) : GifFrame.NO_COLOUR;
        }
        at += 2;
        int length = in.u8(at++);
        while (length > 0) {
            at += length;
            length = in.u8(at++);
        }
    }
}
