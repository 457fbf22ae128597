package dev.alexstream.metrics;

import io.micrometer.core.instrument.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gauges of 1 whose labels say something that may change; only the series of the present labels are there. */
final class CurrentInfo {

    private final Meters meters;
    private final Meter meter;
    private final Map<List<String>, Gauge> gauges = new HashMap<>();

    CurrentInfo(Meters meters, Meter meter) {
        this.meters = meters;
        this.meter = meter;
    }

    void is(String... labelValues) {
        are(Set.of(List.of(labelValues)));
    }

    /** @param present the values of the labels of each series */
    synchronized void are(Set<List<String>> present) {
        present.forEach(values -> gauges.computeIfAbsent(values, this::register));
        gauges.entrySet().removeIf(gauge -> {
            boolean past = !present.contains(gauge.getKey());
            if (past) {
                meters.remove(gauge.getValue());
            }
            return past;
        });
    }

    private Gauge register(List<String> values) {
        return meters.gauge(meter, () -> 1, values.toArray(String[]::new));
    }
}
