package dev.alexstream.network;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file: eight bytes of header length, a JSON header, the numbers. Reading one allocates no more than a limit
 * and runs nothing; writing the same content gives the same bytes.
 *
 * @param metadata free text by name
 */
public record Safetensors(Map<String, String> metadata, Weights weights) {

    /** Of a whole file, unless told otherwise: 1 GiB. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** Of the JSON header: 1 MiB; that of an AlexNet takes 2 KiB. */
    static final int MAX_HEADER_BYTES = 1 << 20;

    private static final int PIECE = 4 << 20;

    public Safetensors {
        metadata = Map.copyOf(metadata);
    }

    /**
     * Reads a whole file.
     *
     * @throws SafetensorsException when it is not one, or larger than {@link #DEFAULT_MAX_BYTES}
     */
    public static Safetensors read(Path file) throws IOException {
        return read(file, DEFAULT_MAX_BYTES);
    }

    /** As {@link #read(Path)} with a limit of its own. */
    public static Safetensors read(Path file, long maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, maxBytes, Files.size(file));
        }
    }

    /**
     * Reads to the end of a stream, which is left open.
     *
     * @throws SafetensorsException when it is not a safetensors file, or larger than {@link #DEFAULT_MAX_BYTES}
     */
    public static Safetensors read(InputStream in) throws IOException {
        return read(in, DEFAULT_MAX_BYTES);
    }

    /** As {@link #read(InputStream)} with a limit of its own. */
    public static Safetensors read(InputStream in, long maxBytes) throws IOException {
        return read(in, maxBytes, maxBytes);
    }

    /** Writes header and numbers: the widest types first, then by name, so that every tensor is aligned and the bytes are always the same. */
    public void write(OutputStream out) throws IOException {
        SafetensorsWriter.write(this, out);
    }

    /** As {@link #write(OutputStream)} into a new or replaced file. */
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out);
        }
    }

    private static Safetensors read(InputStream in, long maxBytes, long knownBytes) throws IOException {
        try {
            SafetensorsHeader header = readHeader(in, Math.min(maxBytes, knownBytes));
            return new Safetensors(header.metadata(), readTensors(in, header));
        } catch (EOFException e) {
            throw new SafetensorsException("the file ends early", e);
        }
    }

    private static SafetensorsHeader readHeader(InputStream in, long maxBytes) throws IOException {
        long length = ByteBuffer.wrap(exactly(in, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > MAX_HEADER_BYTES || length > maxBytes - Long.BYTES) {
            throw new SafetensorsException("a header of " + Long.toUnsignedString(length)
                    + " bytes is not within 2 and " + Math.min(MAX_HEADER_BYTES, maxBytes - Long.BYTES));
        }
        SafetensorsHeader header = SafetensorsHeader.parse(exactly(in, (int) length));
        if (header.dataBytes() > maxBytes - Long.BYTES - length) {
            throw new SafetensorsException("header and " + header.dataBytes()
                    + " bytes of numbers are more than the file has or the limit allows, " + maxBytes);
        }
        return header;
    }

    private static Weights readTensors(InputStream in, SafetensorsHeader header) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            ByteBuffer data = ByteBuffer.wrap(exactly(in, entry.length()));
            tensors.put(entry.name(), new Tensor(entry.type(), entry.shape(), data));
        }
        if (in.read() != -1) {
            throw new SafetensorsException("bytes follow the last tensor");
        }
        return new Weights(tensors);
    }

    /** In large pieces, which a digest of the stream goes through faster; allocates little more than twice what is really there. */
    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, PIECE)];
        int got = in.readNBytes(bytes, 0, bytes.length);
        while (got == bytes.length && got < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * got));
            got += in.readNBytes(bytes, got, bytes.length - got);
        }
        if (got != length) {
            throw new EOFException("wanted " + length + " bytes, got " + got);
        }
        return bytes;
    }
}
