package dev.alexstream.training;

import dev.alexstream.training.GateRules.Guards;
import dev.alexstream.training.Verdict.Comparison;
import dev.alexstream.training.Verdict.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares a challenger with the champion on the same held-out examples, and lets nothing through that may be worse.
 *
 * <p>Whether it is better is told by the examples on which the two differ: if both were equally good, the challenger's wins among these would
 * follow a binomial distribution (McNemar 1947, the exact test). Whether it is not worse is told by all of them: the largest loss that they
 * leave credible (Tango 1998). Whatever the sum says, no class may fall by more than a bound, nor all classes together that the champion
 * knows, and classes that are new have to have been learned.
 */
public final class Gate {

    private final GateRules rules;

    public Gate(GateRules rules) {
        this.rules = rules;
    }

    /**
     * @param answers one a held-out example
     * @param known classes that the champion knows
     */
    public Verdict judge(List<PairedAnswer> answers, Set<String> known) {
        Comparison comparison = compare(answers, known);
        if (answers.size() < rules.minHoldout()) {
            return verdict(
                    Decision.TOO_FEW,
                    comparison,
                    "%d held-out examples are too few to tell, %d are needed"
                            .formatted(answers.size(), rules.minHoldout()));
        }
        if (comparison.known().examples() < rules.leastKnown()) {
            return verdict(
                    Decision.TOO_FEW,
                    comparison,
                    "%d held-out examples of classes that the champion knows are too few to tell what it forgets, %d are needed"
                            .formatted(comparison.known().examples(), rules.leastKnown()));
        }
        return guarded(comparison);
    }

    private Verdict guarded(Comparison comparison) {
        Guards guards = rules.guards();
        Tally known = comparison.known();
        if (known.net() > rules.bearableOfKnown(known.examples())) {
            String said = "of classes that the champion knows it gets %s right instead of %s"
                    .formatted(percent(known.challengerAccuracy()), percent(known.championAccuracy()));
            return verdict(Decision.FORGETS, comparison, said);
        }
        for (Map.Entry<String, Tally> entry : comparison.classes().entrySet()) {
            Tally tally = entry.getValue();
            if (tally.net() > GateRules.bearable(guards.maxClassFall(), tally.examples())) {
                String said = "of %d examples of %s it gets %d right instead of %d"
                        .formatted(tally.examples(), entry.getKey(), tally.challenger(), tally.champion());
                return verdict(Decision.CLASS_FALLS, comparison, said);
            }
        }
        if (comparison.fresh().challengerAccuracy() < guards.minNewAccuracy()) {
            String said = "of %d examples of new classes it gets %s right, %s are needed"
                    .formatted(
                            comparison.fresh().examples(),
                            percent(comparison.fresh().challengerAccuracy()),
                            percent(guards.minNewAccuracy()));
            return verdict(Decision.NEW_CLASSES_MISSED, comparison, said);
        }
        return overall(comparison);
    }

    private Verdict overall(Comparison comparison) {
        Tally all = comparison.all();
        String said = "it gets %s of %d held-out examples right, the champion %s"
                .formatted(percent(all.challengerAccuracy()), all.examples(), percent(all.championAccuracy()));
        boolean byMargin = -all.net() >= rules.margin() * all.examples() && all.won() > all.lost();
        if (byMargin && comparison.chance() <= 1 - rules.confidence()) {
            String sure = "; %s more are asked, and two equally good ones differ so much with a probability of %s"
                    .formatted(percent(rules.margin()), percent(comparison.chance()));
            return verdict(Decision.BETTER, comparison, said + sure);
        }
        String bound = said
                + "; with %s confidence it loses at most %s, %s are tolerated"
                        .formatted(
                                percent(rules.confidence()),
                                percent(comparison.largestLoss()),
                                percent(rules.guards().tolerance()));
        boolean notWorse = comparison.largestLoss() <= rules.guards().tolerance();
        return verdict(notWorse ? Decision.NOT_WORSE : Decision.MAY_BE_WORSE, comparison, bound);
    }

    private Verdict verdict(Decision decision, Comparison comparison, String because) {
        String unasked = decision.promotes() && comparison.unasked() > 0
                ? " Nothing was held out of %d of the classes that the champion knows.".formatted(comparison.unasked())
                : "";
        String sentence = (decision.promotes() ? "Promoted: " : "Not promoted: ") + because + "." + unasked;
        return new Verdict(decision, comparison, rules, sentence);
    }

    private Comparison compare(List<PairedAnswer> answers, Set<String> known) {
        Map<String, List<PairedAnswer>> byClass = new TreeMap<>();
        answers.forEach(answer -> byClass.computeIfAbsent(answer.label(), label -> new ArrayList<>())
                .add(answer));
        SortedMap<String, Tally> classes = new TreeMap<>();
        byClass.forEach((label, some) -> classes.put(label, Tally.of(some)));
        Tally all = Tally.of(answers);
        Map<Boolean, List<PairedAnswer>> byKnown =
                answers.stream().collect(Collectors.partitioningBy(answer -> known.contains(answer.label())));
        return new Comparison(
                all,
                Tally.of(byKnown.get(true)),
                Tally.of(byKnown.get(false)),
                classes,
                (int) known.stream()
                        .filter(label -> !classes.containsKey(label))
                        .count(),
                Binomial.atLeast(all.won(), all.discordant(), 0.5),
                all.largestLoss(rules.confidence()));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "none" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
