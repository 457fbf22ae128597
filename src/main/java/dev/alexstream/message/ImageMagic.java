package dev.alexstream.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells image bytes from other bytes by their first few. It knows more formats than the decoder reads, so that a TIFF is
 * answered as an unsupported format and not as an unknown kind of request.
 */
final class ImageMagic {

    private record Signature(int at, byte[] bytes) {

        boolean matches(byte[] value) {
            if (value.length < at + bytes.length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                if (value[at + i] != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            signature(0, "\u00ff\u00d8"), // JPEG
            signature(0, "\u0089PNG"),
            signature(8, "WEBP"),
            signature(0, "GIF8"),
            signature(0, "BM"),
            signature(0, "II*\0"), // TIFF, both byte orders
            signature(0, "MM\0*"),
            signature(4, "ftyp"), // HEIC, AVIF
            signature(0, "\0\0\0\fjP  "), // JPEG 2000
            signature(0, "\u00ff\n"), // JPEG XL
            signature(0, "8BPS"), // Photoshop
            signature(0, "\0\0\u0001\0")); // icon

    private ImageMagic() {}

    static boolean isImage(byte[] value) {
        return SIGNATURES.stream().anyMatch(signature -> signature.matches(value));
    }

    private static Signature signature(int at, String bytes) {
        return new Signature(at, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
