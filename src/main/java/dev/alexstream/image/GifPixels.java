package dev.alexstream.image;

/** Colour indices out of the LZW codes of a GIF image (GIF89a specification, appendix F), in constant memory and time for each. */
final class GifPixels {

    private static final int MOST_CODES = 4096;
    private static final int LARGEST_CODE_SIZE = 12;
    private static final int NONE = -1;

    private final Octets in;
    private final int indexBits;
    private final int clear;

    private final int[] earlier;
    private final byte[] last;
    private final byte[] pending;

    private int pendingCount;
    private int codeSize;
    private int nextCode;
    private int previousCode;
    private int firstOfPrevious;

    private long at;
    private int leftInBlock;
    private int bits;
    private int bitCount;

    /**
     * What decoding needs, whatever it holds before. Each code stands for the string of an earlier code and one index more.
     *
     * @param earlier by code
     * @param last by code: the one index more
     * @param pending indices decoded and not yet handed out, the next one on top
     */
    record Arrays(int[] earlier, byte[] last, byte[] pending) {
        Arrays() {
            this(new int[MOST_CODES], new byte[MOST_CODES], new byte[MOST_CODES + 1]);
        }
    }

    /**
     * @param arrays in use for nothing else meanwhile
     * @param start position of the minimum code size, which the data blocks follow
     */
    GifPixels(Arrays arrays, Octets in, long start) {
        this.earlier = arrays.earlier();
        this.last = arrays.last();
        this.pending = arrays.pending();
        this.in = in;
        this.indexBits = in.u8(start);
        if (indexBits < 1 || indexBits > 8) {
            throw ImageRefusal.undecodable("the GIF file says its colours have " + indexBits + " bits");
        }
        this.at = start + 1;
        this.clear = 1 << indexBits;
        clear();
    }

    /** @throws ImageRefusal if there is no further pixel */
    int next() {
        while (pendingCount == 0) {
            decode(code());
        }
        return pending[--pendingCount] & 0xFF;
    }

    private void clear() {
        codeSize = indexBits + 1;
        nextCode = clear + 2;
        previousCode = NONE;
    }

    private void decode(int code) {
        if (code == clear) {
            clear();
        } else if (code == clear + 1) {
            throw missing();
        } else if (code > nextCode || (previousCode == NONE && code > clear)) {
            throw ImageRefusal.undecodable("the GIF file uses a code that it has not defined");
        } else {
            push(code);
            define();
            previousCode = code;
        }
    }

    /** The string of {@code code}, last index first. */
    private void push(int code) {
        int rest = code;
        if (code == nextCode) {
            pending[pendingCount++] = (byte) firstOfPrevious;
            rest = previousCode;
        }
        while (rest >= clear) {
            pending[pendingCount++] = last[rest];
            rest = earlier[rest];
        }
        firstOfPrevious = rest;
        pending[pendingCount++] = (byte) rest;
    }

    private void define() {
        if (previousCode == NONE || nextCode == MOST_CODES) {
            return;
        }
        earlier[nextCode] = previousCode;
        last[nextCode] = (byte) firstOfPrevious;
        nextCode++;
        if (nextCode == 1 << codeSize && codeSize < LARGEST_CODE_SIZE) {
            codeSize++;
        }
    }

    private int code() {
        while (bitCount < codeSize) {
            bits |= octet() << bitCount;
            bitCount += 8;
        }
        int code = bits & ((1 << codeSize) - 1);
        bits >>>= codeSize;
        bitCount -= codeSize;
        return code;
    }

    private int octet() {
        if (leftInBlock == 0) {
            leftInBlock = in.u8(at++);
            if (leftInBlock == 0) {
                throw missing();
            }
        }
        leftInBlock--;
        return in.u8(at++);
    }

    private static ImageRefusal missing() {
        return ImageRefusal.truncated("pixels are missing from the GIF file");
    }
}
