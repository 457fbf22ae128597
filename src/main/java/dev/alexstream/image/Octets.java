package dev.alexstream.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a stranger, read by position. Reading past the end refuses the image as truncated. */
record Octets(byte[] data) {

    int size() {
        return data.length;
    }

    int u8(long at) {
        if (at < 0 || at >= data.length) {
            throw ImageRefusal.truncated("the file ends after " + data.length + " bytes, inside its header");
        }
        return data[(int) at] & 0xFF;
    }

    /** Big-endian. */
    int u16(long at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Little-endian. */
    int u16le(long at) {
        return u8(at) | u8(at + 1) << 8;
    }

    /** Little-endian. */
    int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    /** Big-endian. */
    long u32(long at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Little-endian. */
    long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /** Whether these Latin-1 characters stand at {@code at}; false where the file ends before them. */
    boolean has(String characters, int at) {
        byte[] wanted = characters.getBytes(StandardCharsets.ISO_8859_1);
        int end = at + wanted.length;
        return at >= 0 && end <= data.length && Arrays.equals(data, at, end, wanted, 0, wanted.length);
    }
}
