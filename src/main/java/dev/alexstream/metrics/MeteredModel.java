package dev.alexstream.metrics;

import dev.alexstream.model.ModelMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Which model answers, in meters. */
final class MeteredModel implements ModelMetrics {

    private final CurrentInfo info;
    private final Map<SwapResult, Counter> swaps = new EnumMap<>(SwapResult.class);

    MeteredModel(Meters meters) {
        info = new CurrentInfo(meters, Meter.MODEL_INFO);
        for (SwapResult result : SwapResult.values()) {
            swaps.put(result, meters.counter(Meter.MODEL_SWAPS, result.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void serving(String name, String version, String digest) {
        info.is(name, version, digest);
    }

    @Override
    public void swap(SwapResult result) {
        swaps.get(result).increment();
    }
}
