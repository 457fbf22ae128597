package dev.alexstream.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where a record's key lies among all keys: the same for a key on every worker, at any time, and spread evenly over the keys. */
public final class KeyPlace {

    /** Bits of a hash that a double holds exactly. */
    private static final int BITS = 53;

    private KeyPlace() {}

    /**
     * The first {@value #BITS} bits of the SHA-256 of the key as a fraction; of a record without a key, of its coordinates as
     * {@link RecordCoordinates#asId()} writes them.
     *
     * @return at least 0, below 1
     */
    public static double of(InboundRecord record) {
        byte[] name =
                record.key() == null ? record.coordinates().asId().getBytes(StandardCharsets.UTF_8) : record.key();
        long first = ByteBuffer.wrap(sha256(name)).getLong() >>> (Long.SIZE - BITS);
        return (double) first / (1L << BITS);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
