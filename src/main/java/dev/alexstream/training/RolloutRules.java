package dev.alexstream.training;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.Registry;
import dev.alexstream.training.TrainingMetrics.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * How a challenger that the gate lets through comes to answer.
 *
 * @param share of the keys that a canary answers, in (0, 1]
 * @param minLabels that have to come before a trial is decided. It ends in any case after {@value #LONGEST} times as many, or if that is more
 *     after {@value #LONGEST} times as many as show of two that never differ that none is worse
 */
public record RolloutRules(Mode mode, double share, int minLabels) {

    /** At once, as far as nothing else is configured. */
    public static final RolloutRules DIRECT = new RolloutRules(Mode.DIRECT, 1, 1);

    private static final int LONGEST = 4;
    private static final int MOST_LABELS = ContestLedger.MOST_ANSWERS / LONGEST;

    /** The ways. */
    public enum Mode {
        /** It is promoted at once. */
        DIRECT,
        /** It answers beside the champion, unseen, until incoming labels have shown what it is worth. */
        SHADOW,
        /** It answers for a share of the keys until incoming labels have shown what it is worth. */
        CANARY
    }

    public RolloutRules {
        if (!(share > 0 && share <= 1) || minLabels < 1 || minLabels > MOST_LABELS) {
            throw new IllegalArgumentException("a rollout needs a share above 0 and at most 1, and 1 to " + MOST_LABELS
                    + " labels: " + share + ", " + minLabels);
        }
    }

    List<ModelEntry> begin(Registry now, String name, String version, ChangeNote note) {
        return switch (mode) {
            case DIRECT -> now.promote(name, version, note);
            case SHADOW -> now.startShadow(name, version, note);
            case CANARY -> now.startCanary(name, version, share, note);
        };
    }

    /** Which is better, whatever is tolerated. */
    Judgement judgement(Tally tried, GateRules rules) {
        if (tried.examples() < minLabels) {
            return Judgement.TOO_FEW;
        }
        if (tried.largestLoss(rules.confidence()) < 0) {
            return Judgement.BETTER;
        }
        return tried.leastLoss(rules.confidence()) > 0 ? Judgement.WORSE : Judgement.UNDECIDED;
    }

    /** Whether what was tried is to be promoted; empty while nobody can tell. */
    Optional<Boolean> decision(Tally tried, GateRules rules) {
        if (tried.examples() < minLabels) {
            return Optional.empty();
        }
        if (tried.largestLoss(rules.confidence()) <= rules.guards().tolerance()) {
            return Optional.of(true);
        }
        boolean worse = tried.leastLoss(rules.confidence()) > rules.guards().tolerance();
        return worse || tried.examples() >= longest(rules) ? Optional.of(false) : Optional.empty();
    }

    private int longest(GateRules rules) {
        double enough = PairedDifference.enough(rules.guards().tolerance(), rules.confidence());
        return LONGEST * (int) Math.max(minLabels, Math.min(MOST_LABELS, Math.ceil(enough)));
    }
}
