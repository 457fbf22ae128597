package dev.alexstream.model;

import dev.alexstream.model.DriftReference.Features;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far answers are from a reference. What two samples of the same images differ by chance, on average, is taken away from each score, so
 * that small windows and small references look no different from large ones.
 *
 * @param labels population stability index of the answered labels
 * @param confidence population stability index of the probabilities of the answered labels
 * @param features distance of the mean image from that of the reference, in standard deviations of single images, as the root of the mean
 *     square over all directions; not a number when unknown
 */
public record DriftScores(double labels, double confidence, double features) {

    /** Before the first window ends, or without a reference. */
    public static final DriftScores UNKNOWN = new DriftScores(Double.NaN, Double.NaN, Double.NaN);

    /** @param window of at least one answer, of a model with as many labels */
    public static DriftScores of(DriftReference reference, DriftTally window) {
        return new DriftScores(
                index(reference.labels(), reference.images(), window.labels()),
                index(reference.confidence(), reference.images(), window.confidence()),
                reference.features() == null || window.looks() == 0
                        ? Double.NaN
                        : distance(reference.features(), window));
    }

    public double of(DriftKind kind) {
        return switch (kind) {
            case LABELS -> labels;
            case CONFIDENCE -> confidence;
            case FEATURES -> features;
        };
    }

    private static double index(List<Double> shares, int images, int[] counts) {
        return StabilityIndex.beyondChance(
                shares.stream().mapToDouble(share -> share * images).toArray(),
                IntStream.of(counts).asDoubleStream().toArray());
    }

    private static double distance(Features reference, DriftTally window) {
        double[] mean = window.mean();
        double square = 0;
        for (int i = 0; i < mean.length; i++) {
            double deviations =
                    (mean[i] - reference.mean().get(i)) / reference.spread().get(i);
            square += deviations * deviations / mean.length;
        }
        double chance = 1.0 / window.looks() + 1.0 / reference.images();
        return Math.sqrt(Math.max(0, square - chance));
    }
}
