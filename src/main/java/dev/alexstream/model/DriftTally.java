package dev.alexstream.model;

import dev.alexstream.model.DriftReference.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts answers of a model, and where the images lie that it looked at. For one thread. */
public final class DriftTally {

    static final int BINS = 10;

    /** Of fewer images no reference is made: neither shares nor spreads would be worth much. */
    private static final int LEAST_IMAGES = 10;

    /** Where all images look the same in a direction, any difference is one. */
    private static final double LEAST_SPREAD = 1e-6;

    private final int[] labels;
    private final int[] confidence = new int[BINS];
    private final double[] sums = new double[SignProjection.DIRECTIONS];
    private final double[] squares = new double[SignProjection.DIRECTIONS];
    private int answers;
    private int looks;

    public DriftTally(int labels) {
        this.labels = new int[labels];
    }

    /**
     * One more answer.
     *
     * @param probabilities one a label; passed over when they are no numbers, as no answer comes of them
     */
    public void answered(float[] probabilities) {
        int best = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (!Float.isFinite(probabilities[i])) {
                return;
            }
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        labels[best]++;
        confidence[Math.max(0, Math.min(BINS - 1, (int) (probabilities[best] * BINS)))]++;
        answers++;
    }

    /**
     * One more image was looked at.
     *
     * @param activations of the layer that {@link DriftReference#layer} names
     */
    public void looked(float[] activations) {
        double[] place = SignProjection.of(activations);
        for (double coordinate : place) {
            if (!Double.isFinite(coordinate)) {
                return;
            }
        }
        for (int i = 0; i < place.length; i++) {
            sums[i] += place[i];
            squares[i] += place[i] * place[i];
        }
        looks++;
    }

    public int answers() {
        return answers;
    }

    public int looks() {
        return looks;
    }

    int[] labels() {
        return labels.clone();
    }

    int[] confidence() {
        return confidence.clone();
    }

    /** Where the images lie on average, one number a direction; not a number before one was looked at. */
    double[] mean() {
        double[] mean = sums.clone();
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= looks;
        }
        return mean;
    }

    /**
     * What was counted, as a reference for later.
     *
     * @param source which images they were, for a person
     * @param layer whose activations were looked at
     * @return empty when too little was answered
     */
    public Optional<DriftReference> reference(String source, String layer) {
        if (answers < LEAST_IMAGES) {
            return Optional.empty();
        }
        Features features =
                looks < LEAST_IMAGES ? null : new Features(layer, looks, rounded(mean()), rounded(spread()));
        return Optional.of(new DriftReference(source, answers, shares(labels), shares(confidence), features));
    }

    private double[] spread() {
        double[] mean = mean();
        double[] spread = new double[mean.length];
        for (int i = 0; i < spread.length; i++) {
            double variance = squares[i] / looks - mean[i] * mean[i];
            spread[i] = Math.max(LEAST_SPREAD, Math.sqrt(Math.max(0, variance)));
        }
        return spread;
    }

    private List<Double> shares(int[] counts) {
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = (double) counts[i] / answers;
        }
        return rounded(shares);
    }

    private static List<Double> rounded(double[] values) {
        List<Double> rounded = new ArrayList<>();
        for (double value : values) {
            rounded.add(Math.round(value * 1e6) / 1e6);
        }
        return rounded;
    }
}
