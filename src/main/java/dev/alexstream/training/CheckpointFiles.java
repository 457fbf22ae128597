package dev.alexstream.training;

import dev.alexstream.network.Safetensors;
import dev.alexstream.network.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a checkpoint. The record is replaced last and atomically, and only then are the files of the one before removed: whenever
 * the process dies, a whole checkpoint is there. Two of them stand on the disk at most. What was written is forced to the device.
 */
record CheckpointFiles(Path folder) {

    static final String RECORD = "checkpoint.json";

    private static final String TENSORS = ".safetensors";
    private static final long HEADER_ROOM = 1 << 20;

    boolean exist() {
        return Files.isRegularFile(folder.resolve(RECORD));
    }

    CheckpointRecord read() throws IOException {
        return CheckpointRecord.decoded(Files.readAllBytes(folder.resolve(RECORD)));
    }

    Weights read(String file) throws IOException {
        Path path = folder.resolve(file);
        return Safetensors.read(path, Files.size(path) + HEADER_ROOM).weights();
    }

    /**
     * @param tensors by file, at least those that {@code kept} does not name
     * @param kept files that are there already
     */
    void write(CheckpointRecord record, Map<String, Weights> tensors, Set<String> kept) throws IOException {
        Files.createDirectories(folder);
        for (String file : record.files()) {
            if (!kept.contains(file)) {
                write(file, tensors.get(file));
            }
        }
        replaceRecord(record.encoded());
        removeAllBut(record.files());
    }

    private void write(String file, Weights tensors) throws IOException {
        try (FileChannel channel = create(folder.resolve(file));
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            new Safetensors(Map.of(), tensors).write(out);
            channel.force(true);
        }
    }

    private void replaceRecord(byte[] json) throws IOException {
        Path building = folder.resolve(RECORD + ".tmp");
        try (FileChannel channel = create(building)) {
            ByteBuffer bytes = ByteBuffer.wrap(json);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(building, folder.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** The record first: without it there is no checkpoint. What others have put into the folder stays. */
    void remove() throws IOException {
        if (Files.isDirectory(folder)) {
            Files.deleteIfExists(folder.resolve(RECORD));
            Files.deleteIfExists(folder.resolve(RECORD + ".tmp"));
            removeAllBut(Set.of());
            if (isEmpty()) {
                Files.delete(folder);
            }
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void removeAllBut(Set<String> files) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith("stage-") && name.endsWith(TENSORS) && !files.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }
}
