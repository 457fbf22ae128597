package dev.alexstream.training;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What the same examples, asked of two models, leave credible of the difference between their accuracies: the score interval of Tango 1998.
 * Unlike a test of the examples on which the two differ, it knows that few examples without any difference prove little.
 */
final class PairedDifference {

    private static final int HALVINGS = 60;

    private final int examples;
    private final int lost;
    private final int won;

    /**
     * @param examples at least 1
     * @param lost examples that only the one model got right
     * @param won examples that only the other got right
     */
    PairedDifference(int examples, int lost, int won) {
        this.examples = examples;
        this.lost = lost;
        this.won = won;
    }

    /** How many examples, if the two never differ, leave a loss of this size credible at most; infinite for none. */
    static double enough(double loss, double confidence) {
        double squared = quantile(confidence) * quantile(confidence);
        return squared * (1 - loss) / loss;
    }

    /** The largest loss in accuracy from the one to the other that is credible; negative when even that is a gain. */
    double largestLoss(double confidence) {
        return lossWithScore(-quantile(confidence));
    }

    /** The smallest loss that is credible; negative when it may be a gain. */
    double leastLoss(double confidence) {
        return lossWithScore(quantile(confidence));
    }

    private static double quantile(double confidence) {
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(confidence);
    }

    private double lossWithScore(double wanted) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (score(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** How far the examples lie from a loss, in standard deviations if that were the true one; falls as the loss rises. */
    private double score(double loss) {
        double distance = lost - won - examples * loss;
        double variance = examples * (2 * mostProbableWins(loss) + loss * (1 - loss));
        return variance > 0 ? distance / Math.sqrt(variance) : Math.copySign(Double.POSITIVE_INFINITY, distance);
    }

    /** The most probable share of examples that only the other gets right, given the loss. */
    private double mostProbableWins(double loss) {
        double a = 2.0 * examples;
        double b = (2.0 * examples - lost + won) * loss - lost - won;
        double c = -won * loss * (1 - loss);
        return (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
    }
}
