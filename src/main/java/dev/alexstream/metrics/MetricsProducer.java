package dev.alexstream.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the program the meters that {@code /q/metrics} shows. */
@ApplicationScoped
class MetricsProducer {

    @Produces
    @Singleton
    ProgramMetrics programMetrics(MeterRegistry registry) {
        return ProgramMetrics.in(registry, System::nanoTime);
    }
}
