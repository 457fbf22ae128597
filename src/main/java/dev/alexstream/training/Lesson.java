package dev.alexstream.training;

import dev.alexstream.model.Exemplars.Exemplar;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.SortedMap;

/**
 * What one run learns from, and is asked.
 *
 * @param labels of all classes: those of the champion first, then new ones
 * @param known how many of them the champion knows
 * @param fresh labelled images that came in
 * @param rehearsed examples of known classes that the champion carries
 * @param holdout images that are never learned
 * @param carried exemplars of the champion that its successor may carry on, called as incoming labels call them; the first ones first
 * @param waiting new classes that have too few images yet, with how many
 * @param figures what was left out, by name
 */
record Lesson(
        List<String> labels,
        int known,
        List<Sample> fresh,
        List<Sample> rehearsed,
        List<Sample> holdout,
        List<Exemplar> carried,
        List<Waiting> waiting,
        SortedMap<String, Double> figures) {

    /**
     * A class of which there is too little.
     *
     * @param learnable images that could be learned
     * @param heldOut images that could be asked
     */
    record Waiting(String label, int learnable, int heldOut) {}

    /** As that of class folders: SHA-256 over the sorted content digests of the fresh images with their labels. */
    String digest() {
        return digest(fresh);
    }

    /** As {@link #digest}, of the images that are asked. */
    String holdoutDigest() {
        return digest(holdout);
    }

    private String digest(List<Sample> samples) {
        MessageDigest sha = Digests.sha256();
        samples.stream()
                .map(sample -> sample.digest() + " " + labels.get(sample.label()) + "\n")
                .sorted()
                .forEach(line -> sha.update(line.getBytes(StandardCharsets.UTF_8)));
        return "sha256:" + Digests.hex(sha);
    }
}
