package dev.alexstream.fetch;

import dev.alexstream.fetch.BudgetedFetcher.Limits;
import dev.alexstream.fetch.BudgetedFetcher.Time;
import dev.alexstream.s3.ObjectLinks;
import dev.alexstream.s3.S3Config;
import io.vertx.core.net.TrustOptions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Puts the fetcher together. */
public final class Fetchers {

    private Fetchers() {}

    /**
     * A fetcher of exactly the sources that the configuration allows.
     *
     * @throws IllegalArgumentException names a setting that cannot be used
     */
    public static ImageFetcher create(FetchConfig config, S3Config s3, FetchMetrics metrics) {
        return create(
                config,
                metrics,
                new Surroundings(
                        HostResolver.SYSTEM,
                        Optional.empty(),
                        () -> ObjectLinks.open(s3),
                        Runtime.getRuntime().maxMemory()));
    }

    /**
     * What lies outside of the fetcher.
     *
     * @param trust for servers with certificates that the platform does not trust
     * @param links asked for once, if buckets are allowed
     * @param heap bytes that the heap may have
     */
    record Surroundings(HostResolver resolver, Optional<TrustOptions> trust, Supplier<ObjectLinks> links, long heap) {}

    static ImageFetcher create(FetchConfig config, FetchMetrics metrics, Surroundings surroundings) {
        requirePositive("fetch.attempts", config.attempts());
        requirePositive("fetch.per-host", config.perHost());
        requirePositive("fetch.connect-timeout", config.connectTimeout().toMillis());
        requirePositive("fetch.timeout", config.timeout().toMillis());
        requirePositive("fetch.max-bytes", config.maxBytes().asLongValue());
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(new NamedThreads("timer"));
        Timer timer = Timer.on(scheduler);
        Map<String, Source> sources = new Sources(config, surroundings, timer).enabled();
        return new MeasuredFetcher(
                new BudgetedFetcher(
                        new OwningSource(new SchemeSource(sources), scheduler::shutdownNow),
                        new Limits(config.timeout(), config.maxBytes().asLongValue()),
                        new Time(Clock.systemUTC(), System::nanoTime, timer),
                        BodyMemory.within(surroundings.heap(), config.maxBytes().asLongValue())),
                metrics,
                System::nanoTime);
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + value);
        }
    }
}
