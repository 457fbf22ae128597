package dev.alexstream.model.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * Lets a file be read a bounded number of times, so that one whose parts refer to each other in circles, or each to many others, comes to
 * an end. AlexNet takes some hundred reads.
 */
final class MeteredChannel implements SeekableByteChannel {

    private static final int MAX_READS = 100_000;

    private final SeekableByteChannel file;
    private int reads;

    MeteredChannel(SeekableByteChannel file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (++reads > MAX_READS) {
            throw new IOException("its parts refer to each other without end");
        }
        return file.read(into);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
