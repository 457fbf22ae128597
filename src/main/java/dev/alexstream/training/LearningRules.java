package dev.alexstream.training;

/**
 * How a run goes about it.
 *
 * @param holdout share of images that are asked and never learned
 * @param maxClassShare most that one class may be of everything that is learned
 * @param minPerClass a new class waits until it has so many examples to learn from, and one to be asked
 * @param seed of every random choice
 */
public record LearningRules(GateRules gate, double holdout, double maxClassShare, int minPerClass, long seed) {

    public LearningRules {
        if (!(holdout > 0 && holdout < 1) || !(maxClassShare > 0 && maxClassShare < 1) || minPerClass < 1) {
            throw new IllegalArgumentException("holdout and maxClassShare must be shares, minPerClass at least 1: "
                    + holdout + ", " + maxClassShare + ", " + minPerClass);
        }
    }
}
