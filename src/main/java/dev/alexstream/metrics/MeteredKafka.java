package dev.alexstream.metrics;

import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.message.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The data path, in meters. */
final class MeteredKafka implements KafkaMetrics {

    private final Map<TransactionResult, Counter> transactions = new EnumMap<>(TransactionResult.class);
    private final Map<ErrorCode, Counter> deadLetters = new EnumMap<>(ErrorCode.class);
    private final Counter classified;
    private final Counter rejected;
    private final Counter rebalances;
    private final Counter missed;
    private final Timer endToEnd;
    private final AtomicLong inFlightRecords = new AtomicLong();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final AtomicLong lagRecords = new AtomicLong();
    private final DrainEstimate drain;
    private volatile double lagSeconds;

    MeteredKafka(Meters meters, LongSupplier nanoTime) {
        drain = new DrainEstimate(nanoTime);
        for (TransactionResult result : TransactionResult.values()) {
            transactions.put(
                    result, meters.counter(Meter.TRANSACTIONS, result.name().toLowerCase(Locale.ROOT)));
        }
        for (ErrorCode code : ErrorCode.values()) {
            deadLetters.put(code, meters.counter(Meter.DEAD_LETTERS, code.name()));
        }
        classified = meters.counter(Meter.RECORDS, "classified");
        rejected = meters.counter(Meter.RECORDS, "rejected");
        rebalances = meters.counter(Meter.REBALANCES);
        missed = meters.counter(Meter.MISSED_RECORDS);
        endToEnd = meters.timer(Meter.END_TO_END);
        meters.gauge(Meter.IN_FLIGHT_RECORDS, inFlightRecords::get);
        meters.gauge(Meter.IN_FLIGHT_BYTES, inFlightBytes::get);
        meters.gauge(Meter.LAG_RECORDS, lagRecords::get);
        meters.gauge(Meter.LAG_SECONDS, () -> lagSeconds);
        meters.gauge(Meter.TIME_TO_DRAIN, () -> drain.seconds(lagRecords.get()));
    }

    @Override
    public void transaction(TransactionResult result) {
        transactions.get(result).increment();
    }

    @Override
    public void rebalance() {
        rebalances.increment();
    }

    @Override
    public void inFlight(int records, long bytes) {
        inFlightRecords.set(records);
        inFlightBytes.set(bytes);
    }

    @Override
    public void lag(long records, double seconds) {
        lagRecords.set(records);
        lagSeconds = seconds;
    }

    @Override
    public void classified(Duration took) {
        classified.increment();
        ended(took);
    }

    @Override
    public void rejected(ErrorCode code, Duration took) {
        rejected.increment();
        deadLetters.get(code).increment();
        ended(took);
    }

    @Override
    public void missed(long records) {
        missed.increment((double) records);
    }

    private void ended(Duration took) {
        endToEnd.record(took);
        drain.ended();
    }
}
