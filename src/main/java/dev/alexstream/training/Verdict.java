package dev.alexstream.training;

import java.util.SortedMap;

/**
 * What the gate says about a challenger, with everything that it stands on.
 *
 * @param sentence for a person
 */
public record Verdict(Decision decision, Comparison comparison, GateRules rules, String sentence) {

    /** Why a challenger is promoted or not. */
    public enum Decision {
        /** Better by the margin, and not by chance. */
        BETTER(true),
        /** Not shown to be better, but shown not to be worse than what is tolerated. */
        NOT_WORSE(true),
        /** Too few held-out examples to tell. */
        TOO_FEW(false),
        /** The classes that the champion knows fall too much. */
        FORGETS(false),
        /** A class falls too much. */
        CLASS_FALLS(false),
        /** Too little of what is new was learned. */
        NEW_CLASSES_MISSED(false),
        /** It may be worse than what is tolerated. */
        MAY_BE_WORSE(false);

        private final boolean promotes;

        Decision(boolean promotes) {
            this.promotes = promotes;
        }

        public boolean promotes() {
            return promotes;
        }

        /** Whether the challenger has lost too much of what the champion knows. */
        boolean forgets() {
            return this == FORGETS || this == CLASS_FALLS;
        }
    }

    /**
     * The same examples, asked of both.
     *
     * @param all over all examples
     * @param known over those of classes that the champion knows
     * @param fresh over those of other classes
     * @param classes by the name of the class
     * @param unasked classes that the champion knows and that no example is of
     * @param chance probability of so many wins or more if both were equally good (McNemar's exact test, one-sided)
     * @param largestLoss loss in accuracy that the examples leave credible; negative when even that is a gain
     */
    public record Comparison(
            Tally all,
            Tally known,
            Tally fresh,
            SortedMap<String, Tally> classes,
            int unasked,
            double chance,
            double largestLoss) {

        /** The largest share of a class's examples that was lost; 0 if none was. */
        double largestFall() {
            return classes.values().stream()
                    .mapToDouble(tally -> (double) tally.net() / tally.examples())
                    .max()
                    .stream()
                    .map(fall -> Math.max(0, fall))
                    .findFirst()
                    .orElse(0);
        }
    }

    public boolean promotes() {
        return decision.promotes();
    }
}
