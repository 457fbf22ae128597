package dev.alexstream.kafka;

import java.time.Clock;
import java.util.function.LongSupplier;

/** How the data path tells the outside what it does, and by which clocks. */
public record LoopSignals(LoopHealth health, KafkaMetrics metrics, Clock clock, LongSupplier nanoTime) {

    public static LoopSignals of(KafkaMetrics metrics) {
        return new LoopSignals(new LoopHealth(System::nanoTime), metrics, Clock.systemUTC(), System::nanoTime);
    }
}
