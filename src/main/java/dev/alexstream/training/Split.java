package dev.alexstream.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who learns and who is asked. Each class is divided in the same proportion; the choice depends on the seed and the content of the images
 * only, so that copies of one image always stand on the same side, whatever their names.
 */
public record Split(List<Example> training, List<Example> holdout) {

    public Split {
        training = List.copyOf(training);
        holdout = List.copyOf(holdout);
    }

    /**
     * @param share of each class that is held out, 0 to below 1; rounded to whole images, and at least one is left to train on
     */
    public static Split byShare(List<Example> examples, double share, long seed) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share must be at least 0 and below 1, is " + share);
        }
        return split(examples, seed, (position, size) -> position < Math.min(size - 1, Math.round(share * size)));
    }

    /** As many splits as folds: every example is held out in exactly one of them. */
    public static List<Split> folds(List<Example> examples, int folds, long seed) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, is " + folds);
        }
        var splits = new ArrayList<Split>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            splits.add(split(examples, seed, (position, size) -> position % folds == held));
        }
        return splits;
    }

    private interface Choice {
        boolean heldOut(int position, int size);
    }

    private static Split split(List<Example> examples, long seed, Choice choice) {
        Map<String, Boolean> heldOut = new HashMap<>();
        for (List<String> contents : shuffledContents(examples, seed)) {
            for (int position = 0; position < contents.size(); position++) {
                heldOut.put(contents.get(position), choice.heldOut(position, contents.size()));
            }
        }
        return new Split(
                examples.stream().filter(e -> !heldOut.get(e.digest())).toList(),
                examples.stream().filter(e -> heldOut.get(e.digest())).toList());
    }

    /** The distinct contents of each class in an order that looks random and depends on the seed. */
    private static List<List<String>> shuffledContents(List<Example> examples, long seed) {
        Map<Integer, List<String>> byLabel = new TreeMap<>();
        for (Example example : examples) {
            byLabel.computeIfAbsent(example.label(), label -> new ArrayList<>()).add(example.digest());
        }
        Comparator<String> order =
                Comparator.comparing(digest -> Digests.sha256((seed + ":" + digest).getBytes(UTF_8)));
        return byLabel.values().stream()
                .map(digests -> digests.stream().distinct().sorted(order).toList())
                .toList();
    }
}
