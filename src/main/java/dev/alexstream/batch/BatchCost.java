package dev.alexstream.batch;

import java.util.BitSet;
import java.util.Optional;

/**
 * What a batch costs: a fixed part {@code b} and a part {@code a} for each of its {@code n} items, {@code a·n + b}, fitted by least squares
 * to the recent batches, of which older ones count less and less. The first batch of a size does not count, as engines prepare themselves
 * for a size when it comes up.
 */
final class BatchCost {

    /** What a batch still counts when the next one has come; about fifty count. */
    private static final double MEMORY = 0.98;

    private static final double FEWEST = 8;

    /** Of the sizes. Below it they are too much alike to tell the two parts apart. */
    private static final double LEAST_VARIANCE = 0.05;

    private final BitSet seen = new BitSet();
    private double weight;
    private double sizes;
    private double nanos;
    private double squares;
    private double products;

    /**
     * A line of cost.
     *
     * @param fixedNanos of a batch, whatever its size; not negative
     * @param itemNanos of each item; not negative
     */
    record Line(double fixedNanos, double itemNanos) {}

    /** A batch of so many items took so long. */
    void ran(int size, long took) {
        if (!seen.get(size)) {
            seen.set(size);
            return;
        }
        weight = MEMORY * weight + 1;
        sizes = MEMORY * sizes + size;
        nanos = MEMORY * nanos + took;
        squares = MEMORY * squares + (double) size * size;
        products = MEMORY * products + (double) size * took;
    }

    /** Empty until batches of different sizes were seen. */
    Optional<Line> line() {
        double meanSize = sizes / weight;
        double variance = squares / weight - meanSize * meanSize;
        if (!(weight >= FEWEST && variance >= LEAST_VARIANCE)) {
            return Optional.empty();
        }
        double slope = (products / weight - meanSize * nanos / weight) / variance;
        double item = Math.max(0, slope);
        double fixed = Math.max(0, nanos / weight - item * meanSize);
        return Optional.of(new Line(fixed, item));
    }
}
