package dev.alexstream.training;

/** The binomial distribution, exactly: how probable a number of successes is in a number of independent attempts. */
final class Binomial {

    private Binomial() {}

    /** Probability of at most {@code successes} of {@code attempts}, each with probability {@code chance}. */
    static double atMost(int successes, int attempts, double chance) {
        if (successes >= attempts || chance <= 0) {
            return 1;
        }
        if (successes < 0 || chance >= 1) {
            return 0;
        }
        double term = attempts * Math.log1p(-chance);
        double odds = Math.log(chance) - Math.log1p(-chance);
        double sum = Math.exp(term);
        for (int k = 1; k <= successes; k++) {
            term += Math.log((double) attempts - k + 1) - Math.log(k) + odds;
            sum += Math.exp(term);
        }
        return Math.min(1, sum);
    }

    /** Probability of at least {@code successes}. */
    static double atLeast(int successes, int attempts, double chance) {
        return atMost(attempts - successes, attempts, 1 - chance);
    }
}
