package dev.alexstream.training;

import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.training.Lesson.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decides what a run learns and what it is asked, from what the store has and the champion carries. */
final class LessonPlan {

    private final LoadedModel champion;
    private final List<Exemplar> carried;
    private final List<Exemplar> rehearsable;
    private final ExampleStore store;
    private final LearningRules rules;
    private final List<Waiting> waiting = new ArrayList<>();
    private final SortedMap<String, Double> figures = new TreeMap<>();

    /** @param cut that the store is of */
    LessonPlan(LoadedModel champion, Cut cut, ExampleStore store, LearningRules rules) {
        this.champion = champion;
        Map<String, Optional<String>> called = new HashMap<>();
        store.examples().forEach(example -> called.put(example.digest(), example.label()));
        this.carried = corrected(cut.usable(champion.exemplars()).all(), called);
        this.rehearsable = carried.stream()
                .filter(exemplar -> !called.containsKey(exemplar.digest()))
                .toList();
        this.store = store;
        this.rules = rules;
    }

    /** Those that are called otherwise now come first: on which side of the holdout they stand is known from nothing else. */
    private static List<Exemplar> corrected(List<Exemplar> exemplars, Map<String, Optional<String>> called) {
        List<Exemplar> corrected = new ArrayList<>();
        List<Exemplar> unchanged = new ArrayList<>();
        for (Exemplar exemplar : exemplars) {
            String label =
                    called.getOrDefault(exemplar.digest(), Optional.empty()).orElse(exemplar.label());
            (label.equals(exemplar.label()) ? unchanged : corrected).add(exemplar.called(label));
        }
        corrected.addAll(unchanged);
        return corrected;
    }

    /** What the champion has learned once is never asked, and what it was asked is never learned. */
    Lesson draw() {
        Set<String> asked = digests(true);
        Set<String> learned = digests(false);
        Map<String, List<StoredExample>> training = new TreeMap<>();
        Map<String, List<StoredExample>> holdout = new TreeMap<>();
        for (StoredExample example : agreed()) {
            String label = example.label().orElseThrow();
            String digest = example.digest();
            boolean heldOut =
                    asked.contains(digest) || (!learned.contains(digest) && Balance.heldOut(digest, rules.holdout()));
            (heldOut ? holdout : training)
                    .computeIfAbsent(label, key -> new ArrayList<>())
                    .add(example);
        }
        dropUnready(training, holdout);
        figures.put("examples-above-class-share", (double) cap(training, rehearsed(false), rules.minPerClass()));
        figures.put("held-out-above-class-share", (double)
                cap(holdout, rehearsed(true), rules.gate().minHoldout()));
        return lesson(training, holdout);
    }

    private Lesson lesson(Map<String, List<StoredExample>> training, Map<String, List<StoredExample>> holdout) {
        List<String> known = champion.manifest().labels();
        List<String> labels = new ArrayList<>(known);
        training.keySet().stream().filter(label -> !known.contains(label)).forEach(labels::add);
        List<Sample> fresh = samples(training, labels);
        List<Sample> held = samples(holdout, labels);
        List<Sample> rehearsed = new ArrayList<>();
        for (Exemplar exemplar : rehearsable) {
            (exemplar.asked() ? held : rehearsed)
                    .add(new Sample(
                            exemplar.digest(),
                            labels.indexOf(exemplar.label()),
                            () -> ByteBuffer.wrap(exemplar.features())));
        }
        return new Lesson(labels, known.size(), fresh, rehearsed, held, carried(labels), waiting, figures);
    }

    private List<Exemplar> carried(List<String> labels) {
        return carried.stream()
                .filter(exemplar -> labels.contains(exemplar.label()))
                .toList();
    }

    private int rehearsed(boolean asked) {
        return (int) rehearsable.stream()
                .filter(exemplar -> exemplar.asked() == asked)
                .count();
    }

    private List<StoredExample> agreed() {
        List<StoredExample> all = store.examples().stream()
                .sorted(Comparator.comparingLong(StoredExample::number))
                .toList();
        List<StoredExample> agreed =
                all.stream().filter(example -> example.label().isPresent()).toList();
        figures.put("labels-contradicted", (double)
                all.stream().filter(StoredExample::contradicted).count());
        figures.put("labels-undecided", (double) all.size() - agreed.size());
        return agreed;
    }

    private void dropUnready(Map<String, List<StoredExample>> training, Map<String, List<StoredExample>> holdout) {
        Set<String> fresh = new HashSet<>(training.keySet());
        fresh.addAll(holdout.keySet());
        fresh.removeAll(champion.manifest().labels());
        fresh.removeIf(label ->
                training.getOrDefault(label, List.of()).size() >= rules.minPerClass() && holdout.containsKey(label));
        fresh.stream()
                .sorted()
                .map(label -> new Waiting(
                        label,
                        training.getOrDefault(label, List.of()).size(),
                        holdout.getOrDefault(label, List.of()).size()))
                .forEach(waiting::add);
        training.keySet().removeAll(fresh);
        holdout.keySet().removeAll(fresh);
        figures.put("classes-waiting", (double) fresh.size());
    }

    /**
     * The newest examples of a class that would be more than its share stay: no class, and nobody who floods one, outweighs the others.
     *
     * @param exemplars that stand beside them
     * @param least that a class may have in any case
     * @return how many go
     */
    private int cap(Map<String, List<StoredExample>> classes, int exemplars, int least) {
        int all = exemplars + classes.values().stream().mapToInt(List::size).sum();
        int left = 0;
        for (Map.Entry<String, List<StoredExample>> entry : classes.entrySet()) {
            List<StoredExample> examples = entry.getValue();
            int most = Math.max(least, Balance.cap(rules.maxClassShare(), all - examples.size()));
            int over = Math.max(0, examples.size() - most);
            entry.setValue(examples.subList(over, examples.size()));
            left += over;
        }
        return left;
    }

    private Set<String> digests(boolean asked) {
        return champion.exemplars().all().stream()
                .filter(exemplar -> exemplar.asked() == asked)
                .map(Exemplar::digest)
                .collect(Collectors.toSet());
    }

    /** In an order that does not depend on the one in which labels came, so that the same labels make the same run. */
    private List<Sample> samples(Map<String, List<StoredExample>> classes, List<String> labels) {
        List<Sample> samples = new ArrayList<>();
        classes.forEach((label, examples) -> examples.stream()
                .sorted(Comparator.comparing(StoredExample::digest))
                .forEach(example -> samples.add(
                        new Sample(example.digest(), labels.indexOf(label), () -> store.features(example)))));
        return samples;
    }
}
