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

    Exemplars of(List<Exemplar> carried, List<Exemplar> more, int classes) {
        ExemplarChoice fit = fitting(classes);
        Set<String> seen = new HashSet<>();
        List<Exemplar> candidates = new ArrayList<>(carried);
        candidates.addAll(
                more.stream().sorted(Comparator.comparing(Exemplar::digest)).toList());
        Map<String, Integer> counts = new TreeMap<>();
        List<Exemplar> chosen = new ArrayList<>();
        for (Exemplar exemplar : candidates) {
            String group = (exemplar.asked() ? "asked " : "learned ") + exemplar.label();
            int most = exemplar.asked() ? fit.asked() : fit.learned();
            if (counts.getOrDefault(group, 0) < most && seen.add(exemplar.digest())) {
                counts.merge(group, 1, Integer::sum);
                chosen.add(exemplar);
            }
        }
        return new Exemplars(chosen);
    }

    /** Fewer of each where there are very many classes. */
    ExemplarChoice fitting(int classes) {
        int room = MOST / Math.max(1, classes);
        int fewer = Math.min(asked, room / 4);
        return new ExemplarChoice(Math.min(learned, room - fewer), fewer, views);
    }

    Exemplar exemplar(Sample sample, String label, boolean asked) {
        ByteBuffer features = CompactFeatures.firstViews(sample.features().get(), asked ? 1 : views);
        byte[] bytes = new byte[features.remaining()];
        features.get(bytes);
        return new Exemplar(label, sample.digest(), asked, bytes);
    }
}
