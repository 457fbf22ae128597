package dev.alexstream.image;

import java.util.Locale;

/** The formats that are read, each with its magic number and the reader of its header. */
enum ImageFormat {
    JPEG,
    PNG,
    WEBP,
    GIF,
    BMP;

    /** @throws ImageRefusal if the bytes begin like no supported format */
    static ImageFormat of(Octets in) {
        for (ImageFormat format : values()) {
            if (format.begins(in)) {
                return format;
            }
        }
        throw ImageRefusal.unsupportedFormat(
                in.size() == 0 ? "there are no bytes" : "the bytes begin like no supported image format");
    }

    private boolean begins(Octets in) {
        return switch (this) {
            case JPEG -> in.has("\u00FF\u00D8\u00FF", 0);
            case PNG -> in.has("\u0089PNG\r\n\u001A\n", 0);
            case WEBP -> in.has("RIFF", 0) && in.has("WEBP", 8);
            case GIF -> in.has("GIF87a", 0) || in.has("GIF89a", 0);
            case BMP -> in.has("BM", 0) && BmpAnatomy.knowsHeaderOf(in);
        };
    }

    /** @throws ImageRefusal if the header makes no sense or is cut short */
    ImageHeader read(Octets in) {
        return switch (this) {
            case JPEG -> JpegAnatomy.read(in);
            case PNG -> PngAnatomy.read(in);
            case WEBP -> WebpAnatomy.read(in);
            case GIF -> GifAnatomy.read(in);
            case BMP -> BmpAnatomy.read(in);
        };
    }

    /** As in results: {@code jpeg}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
