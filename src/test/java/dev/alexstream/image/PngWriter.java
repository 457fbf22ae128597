package dev.alexstream.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of any colour type chunk by chunk, also wrong ones. */
final class PngWriter {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngWriter() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    }

    PngWriter header(int width, int height, int bitDepth, int colourType) {
        ByteBuffer data = ByteBuffer.allocate(13).putInt(width).putInt(height);
        return chunk("IHDR", data.put((byte) bitDepth).put((byte) colourType).array());
    }

    PngWriter chunk(String name, byte[] data) {
        byte[] nameBytes = name.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(nameBytes);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(nameBytes);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /** @param samples bytes of the rows without filter bytes */
    PngWriter rows(int rowBytes, byte[] samples) {
        ByteArrayOutputStream filtered = new ByteArrayOutputStream();
        for (int from = 0; from < samples.length; from += rowBytes) {
            filtered.write(0);
            filtered.write(samples, from, rowBytes);
        }
        return chunk("IDAT", deflated(filtered.toByteArray()));
    }

    byte[] end() {
        return chunk("IEND", new byte[0]).soFar();
    }

    byte[] soFar() {
        return out.toByteArray();
    }

    static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                result.write(buffer, 0, deflater.deflate(buffer));
            }
            return result.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
