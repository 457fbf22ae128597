package dev.alexstream.model.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Copies of a zip in which something is different. */
final class Zips {

    private Zips() {}

    static Path edited(Path from, Path to, String name, UnaryOperator<byte[]> change) throws IOException {
        return copy(from, to, name, change, null);
    }

    static Path with(Path from, Path to, String name, byte[] content) throws IOException {
        return copy(from, to, name, UnaryOperator.identity(), content);
    }

    private static Path copy(Path from, Path to, String name, UnaryOperator<byte[]> change, byte[] added)
            throws IOException {
        try (var zip = new ZipFile(from.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (ZipEntry entry : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    out.write(entry.getName().equals(name) ? change.apply(bytes) : bytes);
                }
            }
            if (added != null) {
                out.putNextEntry(new ZipEntry(name));
                out.write(added);
            }
        }
        return to;
    }
}
