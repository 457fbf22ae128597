package dev.alexstream.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffers message as it lies in a file: fields in the order in which they are added. Large bytes are kept, not copied, until
 * they are written.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtoMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final List<ByteBuffer> parts = new ArrayList<>();
    private long size;

    ProtoMessage number(int field, long value) {
        return tag(field, VARINT).varint(value);
    }

    /** A field of the type {@code float}. */
    ProtoMessage real(int field, double value) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return tag(field, FIXED_32).add(bytes.putFloat((float) value).flip());
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param value from its position to its limit; not to be changed before the message is written */
    ProtoMessage bytes(int field, ByteBuffer value) {
        return tag(field, LENGTH_DELIMITED).varint(value.remaining()).add(value.duplicate());
    }

    /** @param value complete: what is added to it afterwards is lost */
    ProtoMessage message(int field, ProtoMessage value) {
        tag(field, LENGTH_DELIMITED).varint(value.size);
        value.parts.forEach(this::add);
        return this;
    }

    /** Once. */
    void writeTo(WritableByteChannel channel) throws IOException {
        for (ByteBuffer part : parts) {
            while (part.hasRemaining()) {
                channel.write(part);
            }
        }
    }

    private ProtoMessage tag(int field, int wireType) {
        return varint(((long) field << 3) | wireType);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private ProtoMessage varint(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_VARINT);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        return add(bytes.put((byte) rest).flip());
    }

    private ProtoMessage add(ByteBuffer part) {
        parts.add(part);
        size += part.remaining();
        return this;
    }
}
