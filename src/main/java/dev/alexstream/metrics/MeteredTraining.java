package dev.alexstream.metrics;

import dev.alexstream.training.TrainingMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Learning, in meters. */
final class MeteredTraining implements TrainingMetrics {

    private final Map<RunResult, Counter> runs = new EnumMap<>(RunResult.class);
    private volatile double accuracy = Double.NaN;
    private volatile double progress = Double.NaN;

    MeteredTraining(Meters meters) {
        for (RunResult result : RunResult.values()) {
            runs.put(result, meters.counter(Meter.TRAINING_RUNS, result.name().toLowerCase(Locale.ROOT)));
        }
        meters.gauge(Meter.TRAINING_HOLDOUT_ACCURACY, () -> accuracy);
        meters.gauge(Meter.TRAINING_PROGRESS, () -> progress);
    }

    @Override
    public void ended(RunResult result) {
        runs.get(result).increment();
    }

    @Override
    public void holdoutAccuracy(double share) {
        accuracy = share;
    }

    @Override
    public void progress(double share) {
        progress = share;
    }
}
