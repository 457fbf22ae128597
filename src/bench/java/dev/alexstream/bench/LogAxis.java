package dev.alexstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis between two round numbers, drawn between two places.
 *
 * @param least round number: 1, 2 or 5 times a power of ten
 * @param most round number above it
 * @param from place of the least
 * @param to place of the most
 */
record LogAxis(double least, double most, double from, double to) {

    private static final double[] STEPS = {1, 2, 5};
    private static final double A_LITTLE = 1e-9;

    /** Round numbers around all values. */
    static LogAxis around(DoubleStream values, double from, double to) {
        var range = values.summaryStatistics();
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        for (double round : roundNumbers(range.getMin() / 10, range.getMax() * 10)) {
            if (round <= range.getMin() * (1 + A_LITTLE)) {
                least = round;
            }
            if (round >= range.getMax() * (1 - A_LITTLE) && round > least && Double.isInfinite(most)) {
                most = round;
            }
        }
        return new LogAxis(least, most, from, to);
    }

    double place(double value) {
        return from + (to - from) * Math.log(value / least) / Math.log(most / least);
    }

    /** Round numbers with a mark: few enough to be read. */
    List<Double> marks() {
        boolean powersOnly = most / least > 150;
        return roundNumbers(least, most).stream()
                .filter(value -> !powersOnly || isPowerOfTen(value))
                .toList();
    }

    private static boolean isPowerOfTen(double value) {
        double exponent = Math.log10(value);
        return Math.abs(exponent - Math.rint(exponent)) < A_LITTLE;
    }

    private static List<Double> roundNumbers(double least, double most) {
        List<Double> numbers = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(least)); Math.pow(10, exponent) <= most; exponent++) {
            for (double step : STEPS) {
                double value = step * Math.pow(10, exponent);
                if (value >= least * (1 - A_LITTLE) && value <= most * (1 + A_LITTLE)) {
                    numbers.add(value);
                }
            }
        }
        return numbers;
    }
}
