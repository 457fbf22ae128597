package dev.alexstream.training;

import dev.alexstream.model.Exemplars;
import dev.alexstream.model.Exemplars.Exemplar;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which examples a model carries: of each class a few that it learned, and a few that it is asked. Those that its predecessor carried come
 * first, so that what a class once was is not forgotten over what it is now; the rest by their digests, which is as good as chance.
 *
 * @param learned most of a class that successors may learn
 * @param asked most of a class that successors are asked
 * @param views in which an example is learned, of which the first is that of serving and the second its mirror image; it is asked in the
 *     first
 */
record ExemplarChoice(int learned, int asked, int views) {

    /** About 7 megabytes for seventeen classes. */
    static final ExemplarChoice USUAL = new ExemplarChoice(48, 12, 2);

    /** So many in all, whatever the number of classes: about 26 megabytes. */
    private static final int MOST = Exemplars.MOST;

    /** One that may be chosen; its features are made when it is. */
    record Candidate(String label, String digest, boolean asked, Supplier<byte[]> features) {

        static Candidate of(Exemplar exemplar) {
            return new Candidate(exemplar.label(), exemplar.digest(), exemplar.asked(), exemplar::features);
        }

        Exemplar exemplar() {
            return new Exemplar(label, digest, asked, features.get());
        }

        String group() {
            return (asked ? "asked " : "learned ") + label;
        }
    }

    /** @param place among those of its group, as a share of the most that there may be of it */
    private record Ranked(Candidate candidate, double place) {}

    List<Exemplar> of(List<Exemplar> carried, List<Candidate> more, int classes) {
        ExemplarChoice fit = fitting(classes);
        Set<String> seen = new HashSet<>();
        List<Candidate> candidates =
                new ArrayList<>(carried.stream().map(Candidate::of).toList());
        candidates.addAll(
                more.stream().sorted(Comparator.comparing(Candidate::digest)).toList());
        Map<String, Integer> counts = new TreeMap<>();
        List<Ranked> chosen = new ArrayList<>();
        for (Candidate candidate : candidates) {
            int place = counts.getOrDefault(candidate.group(), 0);
            int most = candidate.asked() ? fit.asked() : fit.learned();
            if (place < most && seen.add(candidate.digest())) {
                counts.put(candidate.group(), place + 1);
                chosen.add(new Ranked(candidate, (double) place / most));
            }
        }
        return withinRoom(chosen);
    }

    /** Of all classes alike until no more fit into a file. */
    private static List<Exemplar> withinRoom(List<Ranked> chosen) {
        List<Exemplar> fitting = new ArrayList<>();
        long room = Exemplars.MOST_BYTES;
        for (Ranked each : chosen.stream()
                .sorted(Comparator.comparingDouble(Ranked::place))
                .toList()) {
            Exemplar exemplar = each.candidate().exemplar();
            room -= exemplar.features().length;
            if (room < 0) {
                break;
            }
            fitting.add(exemplar);
        }
        return fitting;
    }

    /** Fewer of each where there are very many classes. */
    ExemplarChoice fitting(int classes) {
        int room = MOST / Math.max(1, classes);
        int fewer = Math.min(asked, room / 4);
        return new ExemplarChoice(Math.min(learned, room - fewer), fewer, views);
    }

    Candidate candidate(Sample sample, String label, boolean asked) {
        return new Candidate(label, sample.digest(), asked, () -> features(sample, asked ? 1 : views));
    }

    private static byte[] features(Sample sample, int views) {
        ByteBuffer features = CompactFeatures.firstViews(sample.features().get(), views);
        byte[] bytes = new byte[features.remaining()];
        features.get(bytes);
        return bytes;
    }
}
