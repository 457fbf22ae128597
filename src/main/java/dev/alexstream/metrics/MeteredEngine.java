package dev.alexstream.metrics;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineMetrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The engine, in meters. */
final class MeteredEngine implements EngineMetrics {

    private final Meters meters;
    private final Timer inference;

    MeteredEngine(Meters meters) {
        this.meters = meters;
        inference = meters.timer(Meter.INFERENCE);
    }

    @Override
    public void compiled(Classifier.EngineInfo info) {
        meters.gauge(Meter.ENGINE_INFO, () -> 1, info.engine(), info.precision(), info.device());
    }

    @Override
    public void ran(Duration duration) {
        inference.record(duration);
    }
}
