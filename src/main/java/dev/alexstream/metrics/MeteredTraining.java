package dev.alexstream.metrics;

import dev.alexstream.model.ModelMetrics.Arm;
import dev.alexstream.training.Tally;
import dev.alexstream.training.TrainingMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Learning, in meters. */
final class MeteredTraining implements TrainingMetrics {

    private final Map<RunResult, Counter> runs = new EnumMap<>(RunResult.class);
    private volatile double accuracy = Double.NaN;
    private volatile double progress = Double.NaN;
    private volatile Optional<Trial> trial = Optional.empty();

    private record Trial(Tally tally, Judgement judgement) {}

    MeteredTraining(Meters meters) {
        for (RunResult result : RunResult.values()) {
            runs.put(result, meters.counter(Meter.TRAINING_RUNS, result.name().toLowerCase(Locale.ROOT)));
        }
        meters.gauge(Meter.TRAINING_HOLDOUT_ACCURACY, () -> accuracy);
        meters.gauge(Meter.TRAINING_PROGRESS, () -> progress);
        meters.gauge(Meter.TRIAL_LABELS, () -> ofTrial(now -> now.tally().examples()));
        gauge(meters, Arm.CHAMPION, Tally::champion);
        gauge(meters, Arm.CHALLENGER, Tally::challenger);
        meters.gauge(Meter.TRIAL_JUDGEMENT, () -> ofTrial(now -> value(now.judgement())));
    }

    private void gauge(Meters meters, Arm arm, ToDoubleFunction<Tally> right) {
        meters.gauge(
                Meter.TRIAL_RIGHT,
                () -> ofTrial(now -> right.applyAsDouble(now.tally())),
                arm.name().toLowerCase(Locale.ROOT));
    }

    private double ofTrial(ToDoubleFunction<Trial> value) {
        return trial.stream().mapToDouble(value).findFirst().orElse(Double.NaN);
    }

    private static double value(Judgement judgement) {
        return switch (judgement) {
            case TOO_FEW -> Double.NaN;
            case UNDECIDED -> 0;
            case BETTER -> 1;
            case WORSE -> -1;
        };
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

    @Override
    public void trial(Tally tally, Judgement judgement) {
        trial = Optional.of(new Trial(tally, judgement));
    }

    @Override
    public void noTrial() {
        trial = Optional.empty();
    }
}
