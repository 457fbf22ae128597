package dev.alexstream.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a stranger, read by position. Reading past the end refuses the image as truncated. */
record Octets(byte[] data) {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

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

    /** The position of the first byte 0xFF at or after {@code from}; the size if there is none. */
    int nextOnes(int from) {
        int at = from;
        while (at <= data.length - Long.BYTES && !holdsOnes((long) WORDS.get(data, at))) {
            at += Long.BYTES;
        }
        while (at < data.length && data[at] != (byte) 0xFF) {
            at++;
        }
        return at;
    }

    /** Whether one of the eight bytes is 0xFF, which is a zero byte in the complement: only there a borrow turns the highest bit on. */
    private static boolean holdsOnes(long word) {
        return ((~word - LOWEST_BITS) & word & HIGHEST_BITS) != 0;
    }
}
