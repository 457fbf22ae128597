package dev.alexstream.packaged;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that people have among their photographs and that are none. */
final class BrokenFiles {

    /** File name, and how the file is rejected: the error code and a part of the sentence. */
    static final Map<String, String> EXPECTED = Map.of(
            "cut.jpg", "TRUNCATED image data is missing",
            "empty.jpg", "SCHEMA neither data",
            "zeros.jpg", "UNSUPPORTED_FORMAT ",
            "page.jpg", "UNSUPPORTED_FORMAT ",
            "archive.zip", "UNSUPPORTED_FORMAT ",
            "bomb.png", "TOO_MANY_PIXELS 19999 x 19999");

    private BrokenFiles() {}

    /** @param photograph a JPEG file, of which the first half is kept */
    static void write(Path folder, Path photograph) throws IOException {
        Files.createDirectories(folder);
        byte[] whole = Files.readAllBytes(photograph);
        Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.write(folder.resolve("zeros.jpg"), new byte[10_000]);
        Files.writeString(folder.resolve("page.jpg"), "<!DOCTYPE html><html><body>Not found</body></html>");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("archive.zip")))) {
            zip.putNextEntry(new ZipEntry("photograph.jpg"));
            zip.write(whole);
        }
        try (OutputStream png = Files.newOutputStream(folder.resolve("bomb.png"))) {
            png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            png.write(header(19_999, 19_999));
        }
    }

    /** Chunk IHDR of an RGB image; a few bytes that announce more than a gigabyte. */
    private static byte[] header(int width, int height) {
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        named.writeBytes("IHDR".getBytes(StandardCharsets.US_ASCII));
        named.writeBytes(ByteBuffer.allocate(8).putInt(width).putInt(height).array());
        named.writeBytes(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(named.toByteArray());
        return ByteBuffer.allocate(named.size() + 8)
                .putInt(13)
                .put(named.toByteArray())
                .putInt((int) crc.getValue())
                .array();
    }
}
