package dev.alexstream.training;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the store knows of an image besides its features.
 *
 * @param digest SHA-256 of the encoded image, 64 hexadecimal digits
 * @param number counts images in the order in which they came, or were last called otherwise
 * @param source who sent it first
 * @param votes the label that each source gave last, in the order of the first ones
 * @param place of its frame with the features
 */
record StoredExample(String digest, long number, String source, Map<String, String> votes, FrameLog.Place place) {

    /** So that nobody fills the memory with sources. */
    private static final int MOST_VOTES = 16;

    StoredExample {
        votes = Collections.unmodifiableMap(new LinkedHashMap<>(votes));
    }

    /** A source says what it is; it has one vote, and may change it. */
    StoredExample withVote(String voter, String label) {
        Map<String, String> more = new LinkedHashMap<>(votes);
        more.put(voter, label);
        if (more.size() > MOST_VOTES) {
            more.remove(more.keySet().iterator().next());
        }
        return new StoredExample(digest, number, source, more, place);
    }

    /** As if it had come later. */
    StoredExample numbered(long later) {
        return new StoredExample(digest, later, source, votes, place);
    }

    StoredExample at(FrameLog.Place other) {
        return new StoredExample(digest, number, source, votes, other);
    }

    /** What more sources say than anything else; empty while they contradict each other. */
    Optional<String> label() {
        Map<String, Integer> counts = new HashMap<>();
        votes.values().forEach(label -> counts.merge(label, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
        var winners = counts.keySet().stream()
                .filter(label -> counts.get(label) == most)
                .toList();
        return winners.size() == 1 ? Optional.of(winners.get(0)) : Optional.empty();
    }

    boolean contradicted() {
        return votes.values().stream().distinct().count() > 1;
    }
}
