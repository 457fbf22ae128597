package dev.alexstream.model;

/**
 * The population stability index of counts against a reference (Siddiqi 2006, Credit Risk Scorecards, chapter 8): below 0.1 nothing has
 * changed, above 0.25 much has.
 *
 * <pre>
 *   sum over bins of (a - e) ln (a / e)
 * </pre>
 *
 * {@code a} and {@code e} are the shares of a bin among the answers and in the reference. Half a count is added to every bin of both, so that
 * empty bins give no infinity.
 *
 * <p>Two samples of the same images differ by chance: on average by {@code (bins - 1) (1 / answers + 1 / reference)} (Yurdakul and Naranjo
 * 2020, Journal of Risk Model Validation 14), so few answers, or many bins, look like a change. {@link #beyondChance} takes that away.
 */
final class StabilityIndex {

    private static final double ADDED = 0.5;

    private StabilityIndex() {}

    /**
     * @param reference counts by bin; need not be whole
     * @param answers counts by bin, as many
     * @return 0 or more
     */
    static double of(double[] reference, double[] answers) {
        double expected = total(reference) + ADDED * reference.length;
        double actual = total(answers) + ADDED * answers.length;
        double index = 0;
        for (int i = 0; i < reference.length; i++) {
            double e = (reference[i] + ADDED) / expected;
            double a = (answers[i] + ADDED) / actual;
            index += (a - e) * Math.log(a / e);
        }
        return index;
    }

    /** What is left of the index without what chance gives on average; 0 or more. */
    static double beyondChance(double[] reference, double[] answers) {
        return Math.max(0, of(reference, answers) - chance(reference.length, total(reference), total(answers)));
    }

    static double chance(int bins, double reference, double answers) {
        return (bins - 1) * (1 / answers + 1 / reference);
    }

    private static double total(double[] counts) {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }
}
