package dev.alexstream.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands in a frame of the example store. Each one is whole in itself, so what it says happens entirely or not at all. */
sealed interface StoreFrame {

    /** The partition of frames that move no position. */
    int NOWHERE = -1;

    /** Everything before this offset is taken care of. */
    record Progress(int partition, long next) {

        static final Progress NONE = new Progress(NOWHERE, 0);
    }

    /** An image, with its features after the head of the frame. */
    record Kept(Progress progress, String digest, long number, String source, Map<String, String> votes)
            implements StoreFrame {}

    /**
     * A label of an image that is there.
     *
     * @param number that the image has from now on, if that is a higher one
     */
    record Voted(Progress progress, String digest, String voter, String label, long number) implements StoreFrame {}

    /** An image had to make room. */
    record Removed(String digest) implements StoreFrame {}

    /** A record that gave no example. */
    record Passed(Progress progress) implements StoreFrame {}

    /**
     * A run has seen all images with lower numbers.
     *
     * @param lesson what it learned upon what; empty if that says nothing about another run
     * @param at when it was; of a run that has seen nothing, when the store began
     */
    record Learned(long numbers, String lesson, Instant at) implements StoreFrame {

        /** Of a store that knows of no run. */
        static final Learned NOTHING = new Learned(0, "", Instant.EPOCH);
    }

    /**
     * Someone asks for a run.
     *
     * @param partition on which the request stands
     */
    record Requested(Progress progress, String id, int partition) implements StoreFrame {}

    /** A request has its answer. */
    record Answered(Progress progress, String id) implements StoreFrame {}

    /**
     * Two models were asked about an image before it could be learned.
     *
     * @param contest which two, and since when
     * @param number counts the images of a contest, so that a frame that stands there twice counts once
     */
    record Asked(String contest, long number, PairedAnswer answer) implements StoreFrame {}

    private static void write(Progress progress, DataOutputStream out) throws IOException {
        out.writeInt(progress.partition());
        out.writeLong(progress.next());
    }

    /** @param features follow the frame's own members; empty unless something is kept */
    default byte[] encode(byte[] features) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            if (this instanceof Kept kept) {
                out.writeByte('K');
                write(kept.progress(), out);
                out.writeUTF(kept.digest());
                out.writeLong(kept.number());
                out.writeUTF(kept.source());
                out.writeInt(kept.votes().size());
                for (Map.Entry<String, String> vote : kept.votes().entrySet()) {
                    out.writeUTF(vote.getKey());
                    out.writeUTF(vote.getValue());
                }
            } else if (this instanceof Voted voted) {
                out.writeByte('V');
                write(voted.progress(), out);
                out.writeUTF(voted.digest());
                out.writeUTF(voted.voter());
                out.writeUTF(voted.label());
                out.writeLong(voted.number());
            } else if (this instanceof Removed removed) {
                out.writeByte('R');
                out.writeUTF(removed.digest());
            } else if (this instanceof Passed passed) {
                out.writeByte('P');
                write(passed.progress(), out);
            } else if (this instanceof Learned learned) {
                out.writeByte('L');
                out.writeLong(learned.numbers());
                out.writeUTF(learned.lesson());
                out.writeLong(learned.at().toEpochMilli());
            } else if (this instanceof Requested requested) {
                out.writeByte('Q');
                write(requested.progress(), out);
                out.writeUTF(requested.id());
                out.writeInt(requested.partition());
            } else if (this instanceof Answered answered) {
                out.writeByte('A');
                write(answered.progress(), out);
                out.writeUTF(answered.id());
            } else if (this instanceof Asked asked) {
                out.writeByte('J');
                out.writeUTF(asked.contest());
                out.writeLong(asked.number());
                out.writeUTF(asked.answer().label());
                out.writeBoolean(asked.answer().champion());
                out.writeBoolean(asked.answer().challenger());
            }
            out.write(features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Moves the buffer to the features. */
    static StoreFrame decode(ByteBuffer frame) {
        var bytes = new ByteArrayInputStream(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
        try (var in = new DataInputStream(bytes)) {
            StoreFrame decoded = decode(in);
            frame.position(frame.limit() - bytes.available());
            return decoded;
        } catch (IOException e) {
            throw new TrainingException("the example store holds a frame that cannot be read: " + e, e);
        }
    }

    private static StoreFrame decode(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'K' -> kept(in);
            case 'V' -> voted(in);
            case 'R' -> new Removed(in.readUTF());
            case 'P' -> new Passed(progress(in));
            case 'L' -> learned(in);
            case 'Q' -> new Requested(progress(in), in.readUTF(), in.readInt());
            case 'A' -> new Answered(progress(in), in.readUTF());
            case 'J' -> asked(in);
            default -> throw new IOException("unknown kind " + kind);
        };
    }

    /** Older stores say no time there, and still older ones no lesson. */
    private static Learned learned(DataInputStream in) throws IOException {
        long numbers = in.readLong();
        String lesson = in.available() == 0 ? "" : in.readUTF();
        return new Learned(numbers, lesson, in.available() == 0 ? Instant.EPOCH : Instant.ofEpochMilli(in.readLong()));
    }

    private static Asked asked(DataInputStream in) throws IOException {
        return new Asked(
                in.readUTF(), in.readLong(), new PairedAnswer(in.readUTF(), in.readBoolean(), in.readBoolean()));
    }

    /** Older stores have no number there. */
    private static Voted voted(DataInputStream in) throws IOException {
        return new Voted(
                progress(in), in.readUTF(), in.readUTF(), in.readUTF(), in.available() == 0 ? 0 : in.readLong());
    }

    private static Kept kept(DataInputStream in) throws IOException {
        Progress progress = progress(in);
        String digest = in.readUTF();
        long number = in.readLong();
        String source = in.readUTF();
        Map<String, String> votes = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            votes.put(in.readUTF(), in.readUTF());
        }
        return new Kept(progress, digest, number, source, votes);
    }

    private static Progress progress(DataInputStream in) throws IOException {
        return new Progress(in.readInt(), in.readLong());
    }
}
