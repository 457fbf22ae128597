package dev.alexstream.model;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files and folders that outlast a power cut: content is on the disk before a name leads to it, and the name is on the disk before anyone is
 * told.
 */
final class DurableFiles {

    /** Elsewhere a folder cannot be opened, and its entries are as durable as the platform makes them. */
    private static final boolean FOLDERS_OPEN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private DurableFiles() {}

    /** A new file, on the disk when the stream is closed. */
    static OutputStream create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new BufferedOutputStream(new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                try (channel) {
                    channel.force(true);
                }
            }
        });
    }

    /** Creates what is missing of a folder's path. */
    static void createFolders(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || Files.isDirectory(folder)) {
            return;
        }
        createFolders(parent);
        Files.createDirectories(folder);
        force(parent);
    }

    /**
     * Renames a finished folder.
     *
     * @param target beside it; missing or empty
     */
    static void move(Path folder, Path target) throws IOException {
        force(folder);
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        force(target.getParent());
    }

    private static void force(Path folder) throws IOException {
        if (FOLDERS_OPEN) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
