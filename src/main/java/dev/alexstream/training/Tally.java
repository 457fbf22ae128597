package dev.alexstream.training;

import java.util.Collection;

/**
 * How often two models were right on the same examples.
 *
 * @param champion examples that the champion got right
 * @param lost of these, examples that the challenger got wrong
 * @param won examples that only the challenger got right
 */
public record Tally(int examples, int champion, int lost, int won) {

    static Tally of(Collection<PairedAnswer> answers) {
        int champion = 0;
        int lost = 0;
        int won = 0;
        for (PairedAnswer answer : answers) {
            champion += answer.champion() ? 1 : 0;
            lost += answer.champion() && !answer.challenger() ? 1 : 0;
            won += answer.challenger() && !answer.champion() ? 1 : 0;
        }
        return new Tally(answers.size(), champion, lost, won);
    }

    /** Examples that the challenger got right. */
    public int challenger() {
        return champion - lost + won;
    }

    /** Share that the champion got right; not a number without examples. */
    public double championAccuracy() {
        return (double) champion / examples;
    }

    /** Share that the challenger got right; not a number without examples. */
    public double challengerAccuracy() {
        return (double) challenger() / examples;
    }

    /** Examples that the challenger gets wrong more than the champion; negative when it is better. */
    int net() {
        return lost - won;
    }

    /** Loss in accuracy that the examples leave credible; negative when even that is a gain. */
    double largestLoss(double confidence) {
        return difference().largestLoss(confidence);
    }

    /** Loss in accuracy that the examples show at least; negative when it may be a gain. */
    double leastLoss(double confidence) {
        return difference().leastLoss(confidence);
    }

    private PairedDifference difference() {
        return new PairedDifference(examples, lost, won);
    }

    /** Examples on which the two differ. */
    int discordant() {
        return lost + won;
    }
}
