package dev.alexstream.metrics;

import dev.alexstream.batch.BatchMetrics;
import dev.alexstream.engine.EngineMetrics;
import dev.alexstream.fetch.FetchMetrics;
import dev.alexstream.image.ImageMetrics;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.model.ModelMetrics;
import dev.alexstream.training.TrainingMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.LongSupplier;

/** What each room measures through. */
public record ProgramMetrics(
        FetchMetrics fetch,
        ImageMetrics image,
        BatchMetrics batch,
        EngineMetrics engine,
        ModelMetrics model,
        TrainingMetrics training,
        KafkaMetrics kafka) {

    /** Measures nothing, for commands that nobody scrapes. */
    public static final ProgramMetrics NONE = new ProgramMetrics(
            FetchMetrics.NONE,
            ImageMetrics.NONE,
            BatchMetrics.NONE,
            EngineMetrics.NONE,
            ModelMetrics.NONE,
            TrainingMetrics.NONE,
            KafkaMetrics.NONE);

    static ProgramMetrics in(MeterRegistry registry, LongSupplier nanoTime) {
        Meters meters = new Meters(registry);
        Timer decode = meters.timer(Meter.DECODE);
        return new ProgramMetrics(
                new MeteredFetching(meters),
                decode::record,
                new MeteredBatching(meters),
                new MeteredEngine(meters),
                new MeteredModel(meters),
                new MeteredTraining(meters),
                new MeteredKafka(meters, nanoTime));
    }
}
