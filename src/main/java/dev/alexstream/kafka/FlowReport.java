package dev.alexstream.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reports what is in flight and what lies before the consumer, once a second. The lag counts from the consumer's position, which passes
 * over transaction markers; counting from the last record would report 1 for ever.
 */
final class FlowReport {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final InFlightWindows windows;
    private final LoopSignals signals;
    private long last;

    FlowReport(Consumer<byte[], byte[]> consumer, InFlightWindows windows, LoopSignals signals) {
        this.consumer = consumer;
        this.windows = windows;
        this.signals = signals;
        this.last = signals.nanoTime().getAsLong() - INTERVAL_NANOS;
    }

    void turn() {
        long now = signals.nanoTime().getAsLong();
        if (now - last >= INTERVAL_NANOS) {
            last = now;
            report();
        }
    }

    private void report() {
        signals.metrics().inFlight(windows.records(), windows.bytes());
        signals.metrics().lag(windows.records() + unread(), ageOfOldestSeconds());
    }

    private long unread() {
        AtomicLong unread = new AtomicLong();
        for (TopicPartition partition : consumer.assignment()) {
            AssignmentRace.tolerate(
                    () -> unread.addAndGet(consumer.currentLag(partition).orElse(0)));
        }
        return unread.get();
    }

    private double ageOfOldestSeconds() {
        return windows.oldest()
                .map(oldest -> Duration.between(
                        oldest.record().timestamp(), signals.clock().instant()))
                .map(age -> age.toMillis() / 1000.0)
                .orElse(0.0);
    }
}
