package dev.alexstream.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a network without its weights as a TorchScript module. Its method {@code prepare(images, weights)} answers the weights as the
 * method {@code forward(images, weights)} takes them for as many images, which answers probabilities: float, [N, classes].
 */
public final class TorchScriptFile {

    private static final String ARCHIVE = "network/";

    private TorchScriptFile() {}

    /** @param type of weights and activations, {@link DataType#F32} or {@link DataType#BF16} */
    public static void write(Architecture architecture, DataType type, Path file) throws IOException {
        var script = new TorchScript(Shapes.of(architecture), type);
        architecture.layers().forEach(layer -> layer.accept(script));
        try (var archive = new ZipOutputStream(Files.newOutputStream(file))) {
            put(archive, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            put(archive, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(archive, "data.pkl", module());
            put(archive, "code/__torch__.py", script.text().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The module and its only attribute, {@code training = False}, as Python pickles them in its protocol 2. */
    private static byte[] module() {
        byte[] attribute = "training".getBytes(StandardCharsets.US_ASCII);
        byte[] length = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(attribute.length)
                .array();
        var pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2});
        pickle.writeBytes(("c__torch__\n" + TorchScript.CLASS + "\n)").getBytes(StandardCharsets.US_ASCII));
        pickle.writeBytes(new byte[] {(byte) 0x81, '}', '(', 'X'});
        pickle.writeBytes(length);
        pickle.writeBytes(attribute);
        pickle.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return pickle.toByteArray();
    }

    private static void put(ZipOutputStream archive, String name, byte[] content) throws IOException {
        archive.putNextEntry(new ZipEntry(ARCHIVE + name));
        archive.write(content);
        archive.closeEntry();
    }
}
