package dev.alexstream.fetch;

import dev.alexstream.fetch.BudgetedFetcher.Time;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the fetcher together. */
public final class Fetchers {

    /** Transfers at the same time, over all hosts. */
    private static final int OVERALL = 256;

    private static final int LOOKUP_THREADS = 8;
    private static final int FILE_THREADS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private Fetchers() {}

    /**
     * A fetcher of exactly the sources that the configuration allows.
     *
     * @throws IllegalArgumentException names a setting that cannot be used
     */
    public static ImageFetcher create(FetchConfig config, FetchMetrics metrics) {
        return create(config, metrics, HostResolver.SYSTEM);
    }

    /** The same with another name service. */
    public static ImageFetcher create(FetchConfig config, FetchMetrics metrics, HostResolver resolver) {
        return create(config, metrics, resolver, Optional.empty());
    }

    /** The same for servers with certificates that the platform does not trust. */
    static ImageFetcher create(
            FetchConfig config, FetchMetrics metrics, HostResolver resolver, Optional<TrustOptions> trust) {
        requirePositive("fetch.attempts", config.attempts());
        requirePositive("fetch.per-host", config.perHost());
        requirePositive("fetch.connect-timeout", config.connectTimeout().toMillis());
        requirePositive("fetch.timeout", config.timeout().toMillis());
        requirePositive("fetch.max-bytes", config.maxBytes().asLongValue());
        HttpGuard guard = new HttpGuard(config.http());
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(new NamedThreads("timer"));
        Timer timer = Timer.on(scheduler);
        HostQueues queues = new HostQueues(config.perHost(), OVERALL, config.timeout(), System::nanoTime);
        Backoff backoff =
                new Backoff(FIRST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());

        Map<String, Source> sources = new HashMap<>();
        if (config.http().allowedHosts().filter(hosts -> !hosts.isEmpty()).isPresent()) {
            Source http = new RetryingSource(
                    new LimitedSource(http(config, guard, resolver, trust), queues), config.attempts(), backoff, timer);
            sources.put("http", http);
            sources.put("https", http);
        }
        config.file().root().ifPresent(root -> sources.put("file", new LimitedSource(file(config, root), queues)));

        Time time = new Time(Clock.systemUTC(), System::nanoTime, timer);
        return new MeasuredFetcher(
                new BudgetedFetcher(
                        new OwningSource(new SchemeSource(sources), scheduler::shutdownNow), config.timeout(), time),
                metrics,
                System::nanoTime);
    }

    private static Source http(
            FetchConfig config, HttpGuard guard, HostResolver resolver, Optional<TrustOptions> trust) {
        ExecutorService threads = Executors.newFixedThreadPool(LOOKUP_THREADS, new NamedThreads("lookup"));
        HttpTransport transport = new HttpTransport(
                new HttpTransport.Limits(
                        config.maxBytes().asLongValue(), config.connectTimeout(), config.perHost(), trust),
                LargeBodies.within(
                        Runtime.getRuntime().maxMemory(), config.maxBytes().asLongValue()),
                Clock.systemUTC());
        return new OwningSource(
                new GuardedHttpSource(guard, new Lookups(resolver, threads), transport), threads::shutdown);
    }

    private static Source file(FetchConfig config, Path root) {
        FileGuard guard = new FileGuard(root);
        RegularFiles files =
                new RegularFiles(guard.realRoot(), config.maxBytes().asLongValue());
        return new FileSource(guard, files, Executors.newFixedThreadPool(FILE_THREADS, new NamedThreads("file")));
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + value);
        }
    }
}
