package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Dl4jJson.refused;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The array of all parameters, as ND4J writes one: a buffer that describes its shape, then a buffer of the numbers. Each begins with the
 * way it was allocated and the type of its numbers, as words, around their count; everything is big-endian.
 */
final class Dl4jParameters {

    private static final int MAX_SHAPE = 100;
    private static final int PIECE = 1 << 20;

    /** Ways of allocation whose counts have 32 bits; DL4J 0.9 and older wrote them. */
    private static final Set<String> SHORT_COUNTS = Set.of("DIRECT", "HEAP", "JAVACPP");

    private static final Map<String, Integer> BYTES_OF_SHAPES = Map.of("LONG", Long.BYTES, "INT", Integer.BYTES);

    private final DataInputStream in;

    private record Header(long count, String type) {}

    private Dl4jParameters(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * @param parts in the order of the array, which must have exactly their parameters
     * @return by the name of the part, as 32-bit numbers, little-endian
     */
    static Map<String, ByteBuffer> read(InputStream in, List<Dl4jPart> parts) throws IOException {
        try {
            return new Dl4jParameters(in).read(parts);
        } catch (EOFException | UTFDataFormatException e) {
            throw refused("its array of parameters ends early or is none of ND4J; the file is damaged");
        }
    }

    private Map<String, ByteBuffer> read(List<Dl4jPart> parts) throws IOException {
        long expected = parts.stream().mapToLong(Dl4jPart::parameterCount).sum();
        skipShape();
        Header header = header();
        boolean wide = header.type().equals("DOUBLE");
        if (!wide && !header.type().equals("FLOAT")) {
            throw refused("its parameters are of type " + header.type() + "; only FLOAT and DOUBLE can be imported");
        }
        if (header.count() != expected) {
            throw refused("it has %d parameters, but its layers have %d".formatted(header.count(), expected));
        }
        Map<String, ByteBuffer> parameters = new HashMap<>();
        for (Dl4jPart part : parts) {
            parameters.put(part.name(), numbers(part.parameterCount(), wide));
        }
        if (in.read() != -1) {
            throw refused("bytes follow its array of parameters; the file is damaged");
        }
        return parameters;
    }

    /** A vector has the same numbers in either order, so nothing in its shape matters here. */
    private void skipShape() throws IOException {
        Header header = header();
        Integer bytes = BYTES_OF_SHAPES.get(header.type());
        if (bytes == null || header.count() < 0 || header.count() > MAX_SHAPE) {
            throw refused("its array of parameters does not begin with a shape; the file is damaged");
        }
        in.skipNBytes(header.count() * bytes);
    }

    private Header header() throws IOException {
        String allocation = in.readUTF();
        long count = SHORT_COUNTS.contains(allocation) ? in.readInt() : in.readLong();
        return new Header(count, in.readUTF());
    }

    private ByteBuffer numbers(long count, boolean wide) throws IOException {
        ByteBuffer numbers =
                ByteBuffer.allocate(Math.toIntExact(count * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] piece = new byte[PIECE];
        int size = wide ? Double.BYTES : Float.BYTES;
        while (numbers.hasRemaining()) {
            int bytes = Math.min(PIECE, numbers.remaining() / Float.BYTES * size);
            in.readFully(piece, 0, bytes);
            ByteBuffer read = ByteBuffer.wrap(piece, 0, bytes);
            while (read.hasRemaining()) {
                numbers.putFloat(wide ? (float) read.getDouble() : read.getFloat());
            }
        }
        return numbers.flip();
    }
}
