package dev.alexstream.metrics;

import io.micrometer.core.instrument.Gauge;
import java.util.Arrays;

/** A gauge of 1 whose labels say something that may change; only the series of the present labels is there. */
final class CurrentInfo {

    private final Meters meters;
    private final Meter meter;
    private String[] current = {};
    private Gauge gauge;

    CurrentInfo(Meters meters, Meter meter) {
        this.meters = meters;
        this.meter = meter;
    }

    synchronized void is(String... labelValues) {
        if (gauge != null && Arrays.equals(current, labelValues)) {
            return;
        }
        Gauge before = gauge;
        gauge = meters.gauge(meter, () -> 1, labelValues);
        current = labelValues.clone();
        if (before != null) {
            meters.remove(before);
        }
    }
}
