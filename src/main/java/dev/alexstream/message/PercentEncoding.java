package dev.alexstream.message;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Percent-encoding of RFC 3986, section 2.1. */
final class PercentEncoding {

    private static final int NOT_HEX = Integer.MIN_VALUE;

    private PercentEncoding() {}

    /** The bytes behind the text, or empty if a percent sign is not followed by two hex digits. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes = Utf8.encode(text);
        if (text.indexOf('%') < 0) {
            return Optional.of(bytes);
        }
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            int octet = bytes[at];
            if (octet == '%') {
                octet = octetAt(bytes, at + 1);
                at += 2;
            }
            if (at >= bytes.length || octet == NOT_HEX) {
                return Optional.empty();
            }
            decoded.write(octet);
        }
        return Optional.of(decoded.toByteArray());
    }

    private static int octetAt(byte[] bytes, int at) {
        if (at + 1 >= bytes.length) {
            return NOT_HEX;
        }
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? NOT_HEX : 16 * high + low;
    }
}
