package dev.alexstream.metrics;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.EngineMetrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** The engine, in meters. */
final class MeteredEngine implements EngineMetrics {

    private final CurrentInfo info;
    private final Timer inference;

    MeteredEngine(Meters meters) {
        info = new CurrentInfo(meters, Meter.ENGINE_INFO);
        inference = meters.timer(Meter.INFERENCE);
    }

    @Override
    public void compiled(Classifier.EngineInfo compiled) {
        info.is(compiled.engine(), compiled.precision(), compiled.device());
    }

    @Override
    public void ran(Duration duration) {
        inference.record(duration);
    }
}
