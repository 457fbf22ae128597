package dev.alexstream.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * When answers count as drifting.
 *
 * @param window answers that are looked at together
 * @param threshold a stability index above it is much
 * @param featureThreshold a distance above it is much, in standard deviations
 */
public record DriftRules(int window, double threshold, double featureThreshold) {

    public double threshold(DriftKind kind) {
        return kind == DriftKind.FEATURES ? featureThreshold : threshold;
    }

    /** The kinds in which there is more than is tolerated. */
    public Set<DriftKind> exceeded(DriftScores scores) {
        Set<DriftKind> exceeded = EnumSet.noneOf(DriftKind.class);
        for (DriftKind kind : DriftKind.values()) {
            if (scores.of(kind) > threshold(kind)) {
                exceeded.add(kind);
            }
        }
        return exceeded;
    }
}
