package dev.alexstream.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps one class, or one side, from outweighing the others. Everything here depends on content only, never on chance. */
final class Balance {

    private Balance() {}

    /** The oldest example of the class that has most; those that nobody agrees about are a class of their own. */
    static StoredExample leastNeeded(Collection<StoredExample> examples) {
        Map<String, List<StoredExample>> classes = new TreeMap<>();
        examples.forEach(example -> classes.computeIfAbsent(example.label().orElse(""), label -> new ArrayList<>())
                .add(example));
        List<StoredExample> largest = classes.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        return largest.stream()
                .min(Comparator.comparingLong(StoredExample::number))
                .orElseThrow();
    }

    /**
     * Whether an image is held out: it is asked, and never learned.
     *
     * @param digest of the encoded image, so that all its copies stand on the same side for ever
     * @param share of all images
     */
    static boolean heldOut(String digest, double share) {
        byte[] hash = Digests.sha256().digest(("holdout " + digest).getBytes(StandardCharsets.UTF_8));
        long number = ByteBuffer.wrap(hash).getInt() & 0xFFFFFFFFL;
        return number < share * 0x1p32;
    }

    /**
     * How many examples a class may have beside so many others.
     *
     * @param share most that the class may be of everything
     */
    static int cap(double share, int others) {
        return (int) Math.floor(share * others / (1 - share));
    }
}
