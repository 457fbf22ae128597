package dev.alexstream.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ProtoMessage} writes, for tests. */
final class ProtoFields {

    private ProtoFields() {}

    /** @return texts, bytes and messages of one field, in order */
    static List<ByteBuffer> of(ByteBuffer message, int field) {
        ByteBuffer rest = message.duplicate();
        List<ByteBuffer> values = new ArrayList<>();
        while (rest.hasRemaining()) {
            long tag = varint(rest);
            ByteBuffer value = value(rest, (int) tag & 7);
            if (tag >>> 3 == field) {
                values.add(value);
            }
        }
        return values;
    }

    static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }

    private static ByteBuffer value(ByteBuffer rest, int wireType) {
        int from = rest.position();
        int length =
                switch (wireType) {
                    case 0 -> {
                        varint(rest);
                        int size = rest.position() - from;
                        rest.position(from);
                        yield size;
                    }
                    case 2 -> (int) varint(rest);
                    case 5 -> Float.BYTES;
                    default -> throw new IllegalArgumentException("the wire type " + wireType + " is never written");
                };
        ByteBuffer value = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        return value;
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }
}
