package dev.alexstream.bench;

/**
 * One measurement.
 *
 * @param series what is compared within a chart, for example a precision
 * @param cause above 0
 * @param cost above 0
 */
public record GrowthPoint(GrowthChart chart, String series, double cause, double cost) {

    public GrowthPoint {
        if (!(cause > 0 && cost > 0)) {
            throw new BenchException(chart + " of " + series + ": " + cause + " and " + cost + " should be above 0");
        }
    }
}
