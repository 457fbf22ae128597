package dev.alexstream.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/**
 * Opens files below a real root without following any symbolic link, and reads them up to a cap.
 *
 * <p>Where the platform has {@link SecureDirectoryStream} (Linux), each folder of the path is opened relative to the one before it, so a
 * link that is put into the path after the check is refused and not followed. Elsewhere the last step alone is opened so, and the real
 * path is compared again once the file is open. A hard link cannot be told from the file itself. Whoever may write into the root can
 * still replace a checked file by a pipe in the moment before it is opened, which costs a thread until something writes to that pipe.
 */
final class RegularFiles {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int CHUNK = 64 * 1024;

    /** Whoever wants the bytes of a file. */
    interface Reader {

        /** Asked between chunks; the answer does not matter once it is true. */
        boolean gone();

        /**
         * Returns when there is room for so many bytes.
         *
         * @throws RuntimeException when the reader is gone
         */
        void awaitRoom(long bytes);
    }

    private final Path realRoot;
    private final long maxBytes;

    RegularFiles(Path realRoot, long maxBytes) {
        this.realRoot = realRoot;
        this.maxBytes = maxBytes;
    }

    /** @param relative a path below the root that holds no symbolic link */
    Answer read(Path relative, Reader reader) throws IOException {
        if (relative.toString().isEmpty()) {
            return notRegular();
        }
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(realRoot)) {
            return folder instanceof SecureDirectoryStream<Path> secure
                    ? descend(secure, relative, reader)
                    : readAndCompare(realRoot.resolve(relative), reader);
        }
    }

    private Answer descend(SecureDirectoryStream<Path> folder, Path relative, Reader reader) throws IOException {
        Path name = relative.getName(0);
        if (relative.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return descend(next, relative.subpath(1, relative.getNameCount()), reader);
            }
        }
        BasicFileAttributes attributes = folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isRegularFile()) {
            return notRegular();
        }
        try (SeekableByteChannel file = folder.newByteChannel(name, READ)) {
            return read(file, reader);
        }
    }

    private Answer readAndCompare(Path path, Reader reader) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return notRegular();
        }
        try (SeekableByteChannel file = Files.newByteChannel(path, READ)) {
            return path.toRealPath().equals(path)
                    ? read(file, reader)
                    : Answer.forbidden("The path changed while it was opened.");
        }
    }

    private static Answer notRegular() {
        return Answer.forbidden("The path is not a regular file.");
    }

    /** Reads to the end rather than to the size: files grow, and some say they are empty and are not. */
    private Answer read(SeekableByteChannel file, Reader reader) throws IOException {
        if (file.size() > maxBytes) {
            return ResponseHead.tooLarge(maxBytes);
        }
        reader.awaitRoom(file.size());
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(maxBytes, Math.max(file.size(), CHUNK)) + 1);
        while (!reader.gone() && file.read(buffer) >= 0) {
            if (buffer.position() > maxBytes) {
                return ResponseHead.tooLarge(maxBytes);
            }
            if (!buffer.hasRemaining()) {
                buffer = grown(buffer);
            }
        }
        return new Answer.Bytes(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private ByteBuffer grown(ByteBuffer full) {
        long capacity = Math.min(maxBytes + 1, 2L * full.capacity());
        return ByteBuffer.allocate((int) capacity).put(full.flip());
    }
}
