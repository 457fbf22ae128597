package dev.alexstream.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Features by image content and view, of one network, in a scratch file that goes away with {@link #close}. Takes {@code 4 * values} bytes
 * of disk a row and a map entry of heap. For one thread.
 */
final class FeatureStore implements AutoCloseable {

    private record Key(String digest, View view) {}

    private final Map<Key, Long> positions = new HashMap<>();
    private final FileChannel file;
    private final ByteBuffer row;

    /**
     * @param folder for the scratch file
     * @param values of each row
     */
    FeatureStore(Path folder, int values) {
        this.row = ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder());
        try {
            Path scratch = Files.createTempFile(folder, "features-", ".tmp");
            this.file = FileChannel.open(
                    scratch, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a scratch file in " + folder, e);
        }
    }

    boolean contains(Example example, View view) {
        return positions.containsKey(new Key(example.digest(), view));
    }

    /** Keeps the row that begins at {@code offset}. */
    void put(Example example, View view, float[] features, int offset) {
        row.clear();
        row.asFloatBuffer().put(features, offset, values());
        long position = (long) positions.size() * row.capacity();
        try {
            while (row.hasRemaining()) {
                file.write(row, position + row.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep features", e);
        }
        positions.put(new Key(example.digest(), view), position);
    }

    /** Copies a row to {@code target}, from {@code offset} on. */
    void get(Example example, View view, float[] target, int offset) {
        long position = positions.get(new Key(example.digest(), view));
        row.clear();
        try {
            while (row.hasRemaining()) {
                if (file.read(row, position + row.position()) < 0) {
                    throw new IOException("scratch file ends at " + position);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read features back", e);
        }
        row.flip();
        row.asFloatBuffer().get(target, offset, row.capacity() / Float.BYTES);
    }

    int values() {
        return row.capacity() / Float.BYTES;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the scratch file of features", e);
        }
    }
}
