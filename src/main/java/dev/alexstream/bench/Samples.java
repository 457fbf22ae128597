package dev.alexstream.bench;

import java.util.Arrays;

/** Measurements of the same thing. */
public final class Samples {

    private final double[] sorted;

    private Samples(double[] sorted) {
        this.sorted = sorted;
    }

    /** @param values at least one */
    public static Samples of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values: there is none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Samples(sorted);
    }

    /** Of an even number of values the mean of the two in the middle. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that is not below {@code share} of all values (nearest rank).
     *
     * @param share above 0, at most 1
     */
    public double percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
        }
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
