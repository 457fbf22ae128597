package dev.alexstream.metrics;

import dev.alexstream.fetch.FetchMetrics;
import dev.alexstream.message.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Fetching, in meters. */
final class MeteredFetching implements FetchMetrics {

    private final Timer duration;
    private final Counter bytes;

    MeteredFetching(Meters meters) {
        duration = meters.timer(Meter.FETCH);
        bytes = meters.counter(Meter.FETCH_BYTES);
    }

    @Override
    public void fetched(Duration took, long fetchedBytes) {
        duration.record(took);
        bytes.increment((double) fetchedBytes);
    }

    @Override
    public void rejected(Duration took, ErrorCode code) {
        duration.record(took);
    }
}
