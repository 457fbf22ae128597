package dev.alexstream.training;

import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.training.StoreFrame.Answered;
import dev.alexstream.training.StoreFrame.Asked;
import dev.alexstream.training.StoreFrame.Kept;
import dev.alexstream.training.StoreFrame.Learned;
import dev.alexstream.training.StoreFrame.Passed;
import dev.alexstream.training.StoreFrame.Progress;
import dev.alexstream.training.StoreFrame.Removed;
import dev.alexstream.training.StoreFrame.Requested;
import dev.alexstream.training.StoreFrame.Voted;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Labelled images on disk, as features: bounded, and as balanced between classes as what arrives. Remembers how far each partition of the
 * label topic has been taken in, in the same frame as the example itself, so that after any crash reading goes on where the store stands. An
 * image counts once, whatever it is called and how often it is sent. Requests of a run stay until they have their answer, and what models
 * answered before an image was learned stays for as long as it says something about them. For one thread.
 */
final class ExampleStore implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ExampleStore.class);
    private static final long FILE_BYTES = 16 << 20;
    private static final byte[] NOTHING = {};

    private final StoreLimits limits;
    private final FrameLog log;
    private final Map<String, StoredExample> examples = new LinkedHashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> liveBytes = new HashMap<>();
    private final RunLedger runs = new RunLedger();
    private final ContestLedger contests = new ContestLedger();
    private long numbers;

    /** Opens or creates a store. */
    ExampleStore(Path folder, StoreLimits limits) {
        this(folder, limits, FILE_BYTES);
    }

    ExampleStore(Path folder, StoreLimits limits, long fileBytes) {
        this.limits = limits;
        this.log = new FrameLog(folder, fileBytes, this::replay);
        if (log.hasLost()) {
            LOG.warnf("%s was damaged: labels are read again from the beginning of their topic", folder);
            List.copyOf(positions.keySet()).forEach(partition -> passed(partition, 0));
            force();
        }
    }

    private void replay(FrameLog.Place place, ByteBuffer bytes) {
        StoreFrame frame = StoreFrame.decode(bytes);
        if (frame instanceof Kept kept) {
            put(new StoredExample(kept.digest(), kept.number(), kept.source(), kept.votes(), place));
            moved(kept.progress());
        } else if (frame instanceof Voted voted) {
            vote(voted);
        } else if (frame instanceof Removed removed) {
            forget(removed.digest());
        } else if (frame instanceof Passed passed) {
            moved(passed.progress());
        } else if (frame instanceof Requested requested) {
            moved(requested.progress());
        } else if (frame instanceof Answered answered) {
            moved(answered.progress());
        }
        runs.take(frame);
        contests.take(frame);
    }

    private void moved(Progress progress) {
        if (progress.partition() != StoreFrame.NOWHERE) {
            positions.put(progress.partition(), progress.next());
        }
    }

    private void put(StoredExample example) {
        forget(example.digest());
        examples.put(example.digest(), example);
        liveBytes.merge(example.place().file(), example.place().bytes(), Long::sum);
        numbers = Math.max(numbers, example.number() + 1);
    }

    private void forget(String digest) {
        StoredExample gone = examples.remove(digest);
        if (gone != null) {
            liveBytes.merge(gone.place().file(), -gone.place().bytes(), Long::sum);
        }
    }

    /** The next offset of each partition; partitions of which nothing was read are not there. */
    Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Whether features of this image are there, so that only its label is news. */
    boolean contains(String digest) {
        return examples.containsKey(digest);
    }

    /** Keeps an image that is not there yet; the least needed one makes room. */
    void add(LabelPosition from, String digest, String label, byte[] features) {
        var kept = new Kept(progress(from), digest, numbers, from.source(), Map.of(from.source(), label));
        FrameLog.Place place = log.append(kept.encode(features));
        put(new StoredExample(digest, kept.number(), kept.source(), kept.votes(), place));
        moved(kept.progress());
        makeRoom(from.source());
    }

    /** Takes a label of an image that is there. If it is called otherwise now, it counts as one that has just come. */
    void vote(LabelPosition from, String digest, String label) {
        StoredExample known = examples.get(digest);
        boolean corrected = !known.withVote(from.source(), label).label().equals(known.label());
        var voted = new Voted(progress(from), digest, from.source(), label, corrected ? numbers : known.number());
        log.append(voted.encode(NOTHING));
        vote(voted);
    }

    private void vote(Voted voted) {
        examples.computeIfPresent(voted.digest(), (digest, known) -> known.withVote(voted.voter(), voted.label())
                .numbered(Math.max(known.number(), voted.number())));
        numbers = Math.max(numbers, voted.number() + 1);
        moved(voted.progress());
    }

    /** Remembers that everything before an offset is taken care of; also where a partition was begun anew. */
    void passed(int partition, long next) {
        var passed = new Passed(new Progress(partition, next));
        log.append(passed.encode(NOTHING));
        moved(passed.progress());
    }

    /** Images that came, or are called otherwise, after the last run. */
    long fresh() {
        return examples.values().stream()
                .filter(example -> example.number() >= runs.last().numbers())
                .count();
    }

    /**
     * A run has seen everything that is there.
     *
     * @param now when it ended
     * @param what it learned upon what; empty if that says nothing about another run
     */
    void learned(Instant now, String what) {
        note(new Learned(numbers, what, now));
    }

    /** Labels are taken in from now on, unless they were before. */
    void begun(Instant now) {
        if (runs.last().equals(Learned.NOTHING)) {
            note(new Learned(0, "", now));
            force();
        }
    }

    /** When the last run was; before the first one, when the store began. */
    Instant lastRun() {
        return runs.last().at();
    }

    private void note(StoreFrame frame) {
        log.append(frame.encode(NOTHING));
        runs.take(frame);
    }

    /** As the last run said; empty if there was none. */
    String lesson() {
        return runs.last().lesson();
    }

    /** Takes a request of a run, which stays until {@link #answered}. */
    void requested(RecordCoordinates at, String id) {
        var requested = new Requested(new Progress(at.partition(), at.offset() + 1), id, at.partition());
        note(requested);
        moved(requested.progress());
    }

    /** Takes the answer of a request, as it is read from the topic. */
    void answered(RecordCoordinates at, String id) {
        var answered = new Answered(new Progress(at.partition(), at.offset() + 1), id);
        note(answered);
        moved(answered.progress());
    }

    /** The answer of a request is on the topic. */
    void answered(String id) {
        note(new Answered(Progress.NONE, id));
    }

    /** Requests without an answer, by id, with the partition on which each of them stands. */
    Map<String, Integer> requests() {
        return runs.requests();
    }

    /** Keeps what two models answered; old answers go. */
    void asked(String contest, PairedAnswer answer) {
        Asked asked = contests.next(contest, answer);
        log.append(asked.encode(NOTHING));
        contests.take(asked);
    }

    /** The latest answers of two models, oldest first. */
    List<PairedAnswer> answers(String contest) {
        return contests.answers(contest);
    }

    /** Returns when everything is on the disk; gives disk back that is no longer needed. */
    void force() {
        log.force();
        tidy();
    }

    private static Progress progress(LabelPosition from) {
        return new Progress(from.partition(), from.offset() + 1);
    }

    private void makeRoom(String source) {
        List<StoredExample> ofSource = examples.values().stream()
                .filter(example -> example.source().equals(source))
                .toList();
        if (ofSource.size() > limits.perSource()) {
            remove(Balance.leastNeeded(ofSource));
        } else if (examples.size() > limits.examples()) {
            remove(Balance.leastNeeded(examples.values()));
        }
    }

    private void remove(StoredExample example) {
        log.append(new Removed(example.digest()).encode(NOTHING));
        forget(example.digest());
    }

    /**
     * Moves what still counts out of the oldest file while less than half of that file counts, or less than half of all. Always the oldest: what
     * later files say of an image is about one that stands before.
     */
    private void tidy() {
        for (Map.Entry<Integer, Long> file : log.closedFiles().entrySet()) {
            if (2 * liveBytes.getOrDefault(file.getKey(), 0L) >= file.getValue() && !isMostlyDead()) {
                return;
            }
            moveOutOf(file.getKey());
        }
    }

    private boolean isMostlyDead() {
        Map<Integer, Long> closed = log.closedFiles();
        long held = closed.values().stream().mapToLong(Long::longValue).sum();
        long live = closed.keySet().stream()
                .mapToLong(file -> liveBytes.getOrDefault(file, 0L))
                .sum();
        return 2 * live < held;
    }

    private void moveOutOf(int file) {
        List<StoredExample> moving = examples.values().stream()
                .filter(example -> example.place().file() == file)
                .toList();
        moving.forEach(this::append);
        positions.forEach((partition, next) -> log.append(new Passed(new Progress(partition, next)).encode(NOTHING)));
        Stream.concat(runs.frames().stream(), contests.frames().stream())
                .forEach(frame -> log.append(frame.encode(NOTHING)));
        log.force();
        log.drop(file);
        liveBytes.remove(file);
    }

    private void append(StoredExample example) {
        var kept = new Kept(Progress.NONE, example.digest(), example.number(), example.source(), example.votes());
        put(example.at(log.append(kept.encode(bytes(features(example))))));
    }

    /** In no particular order. */
    Collection<StoredExample> examples() {
        return List.copyOf(examples.values());
    }

    /** As they were given to {@link #add}. */
    ByteBuffer features(StoredExample example) {
        ByteBuffer frame = log.read(example.place());
        StoreFrame.decode(frame);
        return frame;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        log.close();
    }
}
