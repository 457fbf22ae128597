package dev.alexstream.fetch;

import dev.alexstream.fetch.Fetchers.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Builds the sources that are allowed. What they do at the same time is bounded over all of them. */
final class Sources {

    /** Transfers at the same time, over all hosts. */
    private static final int OVERALL = 256;

    private static final int LOOKUP_THREADS = 8;
    private static final int SIGNING_THREADS = 4;
    private static final int FILE_THREADS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final FetchConfig config;
    private final Surroundings surroundings;
    private final Timer timer;
    private final HostQueues queues;

    Sources(FetchConfig config, Surroundings surroundings, Timer timer) {
        this.config = config;
        this.surroundings = surroundings;
        this.timer = timer;
        this.queues = new HostQueues(config.perHost(), OVERALL, config.timeout(), System::nanoTime);
    }

    /**
     * By lower-case scheme.
     *
     * @throws IllegalArgumentException names a setting that cannot be used
     */
    Map<String, Source> enabled() {
        Map<String, Source> sources = new HashMap<>();
        HttpGuard guard = new HttpGuard(config.http());
        if (anyOf(config.http().allowedHosts())) {
            Source http = retried(http(guard));
            sources.put("http", http);
            sources.put("https", http);
        }
        if (anyOf(config.s3().allowedBuckets())) {
            sources.put(
                    "s3",
                    retried(objects(Set.copyOf(config.s3().allowedBuckets().orElseThrow()))));
        }
        config.file().root().ifPresent(root -> sources.put("file", new LimitedSource(file(root), queues)));
        return sources;
    }

    private static boolean anyOf(Optional<List<String>> allowed) {
        return allowed.filter(names -> !names.isEmpty()).isPresent();
    }

    private Source retried(Source source) {
        Backoff backoff =
                new Backoff(FIRST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());
        return new RetryingSource(new LimitedSource(source, queues), config.attempts(), backoff, timer);
    }

    private Source http(HttpGuard guard) {
        ExecutorService threads = Executors.newFixedThreadPool(LOOKUP_THREADS, new NamedThreads("lookup"));
        return new OwningSource(new GuardedHttpSource(guard, dialer(config.perHost(), threads)), threads::shutdown);
    }

    /** All buckets may lie on one host, so nothing but the queues bounds what runs against it. */
    private Source objects(Set<String> buckets) {
        ExecutorService threads = Executors.newFixedThreadPool(SIGNING_THREADS, new NamedThreads("objects"));
        return new ObjectSource(buckets, surroundings.links().get(), threads, dialer(OVERALL, threads));
    }

    private Dialer dialer(int perHost, ExecutorService threads) {
        HttpTransport transport = new HttpTransport(
                new HttpTransport.Limits(
                        config.maxBytes().asLongValue(), config.connectTimeout(), perHost, surroundings.trust()),
                Clock.systemUTC());
        return new Dialer(new Lookups(surroundings.resolver(), threads), transport);
    }

    private Source file(Path root) {
        FileGuard guard = new FileGuard(root);
        RegularFiles files =
                new RegularFiles(guard.realRoot(), config.maxBytes().asLongValue());
        return new FileSource(guard, files, Executors.newFixedThreadPool(FILE_THREADS, new NamedThreads("file")));
    }
}
