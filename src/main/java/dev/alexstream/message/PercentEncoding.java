package dev.alexstream.message;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Percent-encoding of RFC 3986, section 2.1. */
final class PercentEncoding {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PUNCTUATION_OF_PATHS = "-._~!$&'()*+,;=:@/";
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

    /** Keeps what a path may hold as it is (unreserved and sub-delimiters, {@code : @ /}), and encodes the rest as UTF-8. */
    static String encodePath(String path) {
        return encode(path, PercentEncoding::isPathCharacter);
    }

    /** Encodes what is not ASCII, and unlike {@link java.net.URI#toASCIIString()} never composes characters first. */
    static String ascii(String text) {
        return text.chars().allMatch(c -> c < 0x80) ? text : encode(text, octet -> octet >= 0);
    }

    private static String encode(String text, IntPredicate kept) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : Utf8.encode(text)) {
            if (kept.test(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPathCharacter(int octet) {
        return isBetween('0', octet, '9')
                || isBetween('A', octet, 'Z')
                || isBetween('a', octet, 'z')
                || PUNCTUATION_OF_PATHS.indexOf(octet) >= 0;
    }

    private static boolean isBetween(char first, int octet, char last) {
        return first <= octet && octet <= last;
    }
}
