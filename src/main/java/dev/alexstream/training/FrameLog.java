package dev.alexstream.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Frames of bytes, appended to files of bounded size. What was {@link #force forced} survives a crash; behind it a crash may leave a torn
 * frame, which is cut off when the log is opened. For one thread.
 *
 * <pre>
 *   00000007.log:  length: int · checksum: int · bytes   length · checksum · bytes   …
 * </pre>
 */
final class FrameLog implements AutoCloseable {

    private static final int HEADER = 2 * Integer.BYTES;
    private static final int LARGEST_FRAME = 64 << 20;
    private static final String SUFFIX = ".log";

    private final Path folder;
    private final long fileBytes;
    private final TreeMap<Integer, FileChannel> files = new TreeMap<>();
    private FileChannel lock;
    private boolean lost;

    /** Where a frame lies. */
    record Place(int file, long position, int length) {

        /** Bytes of disk that it takes. */
        long bytes() {
            return (long) length + HEADER;
        }
    }

    /** Told of every frame when a log is opened. */
    interface Reader {
        void frame(Place place, ByteBuffer bytes);
    }

    /**
     * Opens or creates a log, and reads it through.
     *
     * @param fileBytes after so many bytes a new file begins
     * @throws TrainingException if it is open already, here or in another process
     */
    FrameLog(Path folder, long fileBytes, Reader reader) {
        this.folder = folder;
        this.fileBytes = fileBytes;
        try {
            Files.createDirectories(folder);
            takeLock();
            readThrough(reader);
        } catch (IOException e) {
            throw failure("open", e);
        }
    }

    /** What cannot be read is not locked either. */
    private void readThrough(Reader reader) throws IOException {
        boolean torn = false;
        try {
            for (int number : numbers()) {
                lost |= torn;
                open(number);
                torn = readThrough(number, reader);
            }
            if (files.isEmpty()) {
                open(1);
            }
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void takeLock() throws IOException {
        lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken;
        try {
            taken = lock.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            taken = false;
        }
        if (!taken) {
            lock.close();
            throw new TrainingException(folder + " is in use by another trainer");
        }
    }

    private List<Integer> numbers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("\\d{8}\\" + SUFFIX))
                    .map(name -> Integer.valueOf(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    private void open(int number) throws IOException {
        files.put(
                number,
                FileChannel.open(
                        path(number), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private Path path(int number) {
        return folder.resolve(String.format("%08d%s", number, SUFFIX));
    }

    /**
     * Cuts off what is no whole frame, and all that follows it.
     *
     * @return whether there was anything of the kind
     */
    private boolean readThrough(int number, Reader reader) throws IOException {
        FileChannel file = files.get(number);
        long position = 0;
        while (true) {
            ByteBuffer frame = frame(file, position);
            if (frame == null) {
                break;
            }
            reader.frame(new Place(number, position, frame.remaining()), frame);
            position += HEADER + frame.capacity();
        }
        boolean torn = position < file.size();
        if (torn) {
            file.truncate(position);
        }
        file.position(position);
        return torn;
    }

    private static ByteBuffer frame(FileChannel file, long position) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (!fill(file, header, position)) {
            return null;
        }
        int length = header.getInt();
        if (length < 0 || length > Math.min(LARGEST_FRAME, file.size() - position - HEADER)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        return fill(file, bytes, position + HEADER) && checksum(bytes) == header.getInt() ? bytes : null;
    }

    private static boolean fill(FileChannel file, ByteBuffer target, long position) throws IOException {
        while (target.hasRemaining()) {
            if (file.read(target, position + target.position()) < 0) {
                return false;
            }
        }
        target.flip();
        return true;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** Whether frames were cut off when it was opened that had been safe: no crash tears a file behind which another one was begun. */
    boolean hasLost() {
        return lost;
    }

    /** Appends a frame, which is safe only after {@link #force}. */
    Place append(byte[] bytes) {
        try {
            FileChannel file = files.lastEntry().getValue();
            if (file.position() >= fileBytes) {
                file.force(true);
                open(files.lastKey() + 1);
                file = files.lastEntry().getValue();
            }
            long position = file.position();
            ByteBuffer body = ByteBuffer.wrap(bytes);
            ByteBuffer frame = ByteBuffer.allocate(HEADER + bytes.length)
                    .putInt(bytes.length)
                    .putInt(checksum(body))
                    .put(body)
                    .flip();
            while (frame.hasRemaining()) {
                file.write(frame);
            }
            return new Place(files.lastKey(), position, bytes.length);
        } catch (IOException e) {
            throw failure("write to", e);
        }
    }

    /** Returns when everything appended is on the disk. */
    void force() {
        try {
            files.lastEntry().getValue().force(true);
        } catch (IOException e) {
            throw failure("write to", e);
        }
    }

    ByteBuffer read(Place place) {
        try {
            ByteBuffer bytes = frame(files.get(place.file()), place.position());
            if (bytes == null) {
                throw new IOException("the frame at " + place + " is damaged");
            }
            return bytes;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /** Bytes of each file but the one that is written to, oldest first. */
    Map<Integer, Long> closedFiles() {
        Map<Integer, Long> sizes = new TreeMap<>();
        try {
            for (Map.Entry<Integer, FileChannel> file :
                    files.headMap(files.lastKey()).entrySet()) {
                sizes.put(file.getKey(), file.getValue().size());
            }
        } catch (IOException e) {
            throw failure("read", e);
        }
        return sizes;
    }

    /** Deletes a file with all its frames. */
    void drop(int file) {
        try {
            files.remove(file).close();
            Files.deleteIfExists(path(file));
        } catch (IOException e) {
            throw failure("delete from", e);
        }
    }

    private UncheckedIOException failure(String what, IOException cause) {
        return new UncheckedIOException("cannot " + what + " " + folder + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            for (FileChannel file : files.values()) {
                file.close();
            }
            lock.close();
        } catch (IOException e) {
            throw failure("close", e);
        }
    }
}
