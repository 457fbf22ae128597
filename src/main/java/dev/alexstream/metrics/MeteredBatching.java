package dev.alexstream.metrics;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.batch.Batcher.Pace;
import dev.alexstream.batch.FlushReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Batching, in meters. */
final class MeteredBatching implements BatchMetrics {

    private final DistributionSummary size;
    private final Timer wait;
    private final Map<FlushReason, Counter> flushes = new EnumMap<>(FlushReason.class);
    private volatile Pace pace = new Pace(Duration.ZERO, Double.NaN);

    MeteredBatching(Meters meters) {
        size = meters.summary(Meter.BATCH_SIZE);
        wait = meters.timer(Meter.BATCH_WAIT);
        meters.gauge(Meter.BATCH_QUEUE_DELAY, () -> pace.queueDelay().toNanos() / 1e9);
        meters.gauge(Meter.BATCH_IMAGE_COST, () -> pace.itemSeconds());
        for (FlushReason reason : FlushReason.values()) {
            flushes.put(reason, meters.counter(Meter.BATCH_FLUSH, reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void flushed(int images, FlushReason reason, Duration oldestWait) {
        size.record(images);
        wait.record(oldestWait);
        flushes.get(reason).increment();
    }

    @Override
    public void learned(Pace learned) {
        pace = learned;
    }
}
