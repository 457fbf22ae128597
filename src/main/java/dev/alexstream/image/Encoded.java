package dev.alexstream.image;

/**
 * What the decoder is given: the first {@code length} bytes of {@code data}, then {@code tail}.
 *
 * @param endMissing whether the file lacks its end marker, so that a failure of the decoder means missing data
 */
record Encoded(byte[] data, int length, byte[] tail, boolean endMissing) {

    private static final byte[] NOTHING = {};

    static Encoded whole(Octets in) {
        return new Encoded(in.data(), in.size(), NOTHING, false);
    }

    Encoded followedBy(byte[] otherTail) {
        return new Encoded(data, length, otherTail, endMissing);
    }

    int size() {
        return length + tail.length;
    }
}
