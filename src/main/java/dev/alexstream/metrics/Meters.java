package dev.alexstream.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Registers {@link Meter}s. */
final class Meters {

    /** Upper bounds of the buckets of every timer: from a decode to a slow end of the pipeline. */
    private static final Duration[] BUCKETS = Stream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(Meter meter, String... labelValues) {
        return Counter.builder(meter.registryName())
                .description(meter.description())
                .tags(tags(meter, labelValues))
                .register(registry);
    }

    Timer timer(Meter meter) {
        return Timer.builder(meter.registryName())
                .description(meter.description())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    DistributionSummary summary(Meter meter) {
        return DistributionSummary.builder(meter.registryName())
                .description(meter.description())
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128)
                .register(registry);
    }

    Gauge gauge(Meter meter, Supplier<Number> value, String... labelValues) {
        return Gauge.builder(meter.registryName(), value)
                .description(meter.description())
                .tags(tags(meter, labelValues))
                .strongReference(true)
                .register(registry);
    }

    void remove(Gauge gauge) {
        registry.remove(gauge);
    }

    private static Tags tags(Meter meter, String... values) {
        if (values.length != meter.labels().size()) {
            throw new IllegalArgumentException(
                    meter + " has the labels " + meter.labels() + ", " + values.length + " values were given");
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(meter.labels().get(i), values[i]);
        }
        return tags;
    }
}
