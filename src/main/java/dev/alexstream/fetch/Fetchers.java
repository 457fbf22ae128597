package dev.alexstream.fetch;

import dev.alexstream.fetch.BudgetedFetcher.Time;
import dev.alexstream.s3.ObjectLinks;
import dev.alexstream.s3.S3Config;
import io.vertx.core.net.TrustOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Puts the fetcher together. */
public final class Fetchers {

    /** Transfers at the same time, over all hosts. */
    private static final int OVERALL = 256;

    private static final int LOOKUP_THREADS = 8;
    private static final int SIGNING_THREADS = 4;
    private static final int FILE_THREADS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private Fetchers() {}

    /**
     * A fetcher of exactly the sources that the configuration allows.
     *
     * @throws IllegalArgumentException names a setting that cannot be used
     */
    public static ImageFetcher create(FetchConfig config, S3Config s3, FetchMetrics metrics) {
        return create(
                config, metrics, new Surroundings(HostResolver.SYSTEM, Optional.empty(), () -> ObjectLinks.open(s3)));
    }

    /**
     * What lies outside of the fetcher.
     *
     * @param trust for servers with certificates that the platform does not trust
     * @param links asked for once, if buckets are allowed
     */
    record Surroundings(HostResolver resolver, Optional<TrustOptions> trust, Supplier<ObjectLinks> links) {}

    static ImageFetcher create(FetchConfig config, FetchMetrics metrics, Surroundings surroundings) {
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
                    new LimitedSource(http(config, guard, surroundings), queues), config.attempts(), backoff, timer);
            sources.put("http", http);
            sources.put("https", http);
        }
        config.s3()
                .allowedBuckets()
                .filter(buckets -> !buckets.isEmpty())
                .ifPresent(buckets -> sources.put(
                        "s3",
                        new RetryingSource(
                                new LimitedSource(objects(config, Set.copyOf(buckets), surroundings), queues),
                                config.attempts(),
                                backoff,
                                timer)));
        config.file().root().ifPresent(root -> sources.put("file", new LimitedSource(file(config, root), queues)));

        Time time = new Time(Clock.systemUTC(), System::nanoTime, timer);
        return new MeasuredFetcher(
                new BudgetedFetcher(
                        new OwningSource(new SchemeSource(sources), scheduler::shutdownNow), config.timeout(), time),
                metrics,
                System::nanoTime);
    }

    private static Source http(FetchConfig config, HttpGuard guard, Surroundings surroundings) {
        ExecutorService threads = Executors.newFixedThreadPool(LOOKUP_THREADS, new NamedThreads("lookup"));
        Dialer dialer = dialer(config, config.perHost(), threads, surroundings);
        return new OwningSource(new GuardedHttpSource(guard, dialer), threads::shutdown);
    }

    /** All buckets may lie on one host, so nothing but the queues bounds what runs against it. */
    private static Source objects(FetchConfig config, Set<String> buckets, Surroundings surroundings) {
        ExecutorService threads = Executors.newFixedThreadPool(SIGNING_THREADS, new NamedThreads("objects"));
        Dialer dialer = dialer(config, OVERALL, threads, surroundings);
        return new ObjectSource(buckets, surroundings.links().get(), threads, dialer);
    }

    private static Dialer dialer(FetchConfig config, int perHost, ExecutorService threads, Surroundings surroundings) {
        long maxBytes = config.maxBytes().asLongValue();
        HttpTransport transport = new HttpTransport(
                new HttpTransport.Limits(maxBytes, config.connectTimeout(), perHost, surroundings.trust()),
                LargeBodies.within(Runtime.getRuntime().maxMemory(), maxBytes),
                Clock.systemUTC());
        return new Dialer(new Lookups(surroundings.resolver(), threads), transport);
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
