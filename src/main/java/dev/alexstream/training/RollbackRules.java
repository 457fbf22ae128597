package dev.alexstream.training;

/**
 * When a champion that answers incoming labels worse than its predecessor would is taken back.
 *
 * @param minLabels fewer prove nothing
 * @param confidence with which the loss has to exceed the bound, above 0.5 and below 1
 * @param bound loss in accuracy that is borne
 */
public record RollbackRules(int minLabels, double confidence, double bound) {

    private static final int WINDOW = 200;

    public RollbackRules {
        if (minLabels < 1
                || minLabels > ContestLedger.MOST_ANSWERS
                || !(confidence > 0.5 && confidence < 1)
                || !(bound >= 0 && bound < 1)) {
            throw new IllegalArgumentException("rollback needs 1 to " + ContestLedger.MOST_ANSWERS
                    + " labels, a confidence above 0.5 and below 1, and a bound of at least 0 and below 1: "
                    + minLabels + ", " + confidence + ", " + bound);
        }
    }

    /** How many of the latest labels count. */
    int window() {
        return Math.max(WINDOW, minLabels);
    }

    /** @param champion as the challenger of its predecessor */
    boolean takesBack(Tally champion) {
        return champion.examples() >= minLabels && champion.leastLoss(confidence) > bound;
    }
}
