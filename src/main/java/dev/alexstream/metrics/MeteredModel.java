package dev.alexstream.metrics;

import dev.alexstream.model.DriftKind;
import dev.alexstream.model.ModelMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which models answer, in meters. */
final class MeteredModel implements ModelMetrics {

    private final CurrentInfo info;
    private final Map<SwapResult, Counter> swaps = new EnumMap<>(SwapResult.class);
    private Optional<Identity> serving = Optional.empty();
    private Optional<Identity> trying = Optional.empty();
    private final Map<Arm, Double> accuracies = new ConcurrentHashMap<>();
    private final Map<DriftKind, Double> drift = new ConcurrentHashMap<>();
    private volatile double agreement = Double.NaN;

    MeteredModel(Meters meters) {
        info = new CurrentInfo(meters, Meter.MODEL_INFO);
        var unused = meters.gauge(Meter.SHADOW_AGREEMENT, () -> agreement);
        for (Arm arm : Arm.values()) {
            var unusedHere = meters.gauge(
                    Meter.LIVE_ACCURACY,
                    () -> accuracies.getOrDefault(arm, Double.NaN),
                    arm.name().toLowerCase(Locale.ROOT));
        }
        for (DriftKind kind : DriftKind.values()) {
            var unusedHere = meters.gauge(Meter.DRIFT_SCORE, () -> drift.getOrDefault(kind, Double.NaN), kind.word());
        }
        for (SwapResult result : SwapResult.values()) {
            swaps.put(result, meters.counter(Meter.MODEL_SWAPS, result.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public synchronized void serving(Identity model) {
        serving = Optional.of(model);
        show();
    }

    @Override
    public synchronized void trying(Optional<Identity> model) {
        trying = model;
        show();
    }

    private void show() {
        info.are(Stream.of(serving, trying)
                .flatMap(Optional::stream)
                .map(model -> List.of(model.name(), model.version(), model.digest()))
                .collect(Collectors.toSet()));
    }

    @Override
    public void agreement(double ratio) {
        agreement = ratio;
    }

    @Override
    public void accuracy(Arm arm, double share) {
        accuracies.put(arm, share);
    }

    @Override
    public void swap(SwapResult result) {
        swaps.get(result).increment();
    }

    @Override
    public void drift(DriftKind kind, double score) {
        drift.put(kind, score);
    }
}
