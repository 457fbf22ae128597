package dev.alexstream.fetch;

import dev.alexstream.fetch.Fetchers.Surroundings;
import io.vertx.core.net.TrustOptions;
import java.util.Optional;

/** Fetchers in other surroundings, none of which has an object store. */
final class TestFetchers {

    private TestFetchers() {}

    static ImageFetcher create(FetchConfig config) {
        return create(config, HostResolver.SYSTEM);
    }

    static ImageFetcher create(FetchConfig config, HostResolver resolver) {
        return create(config, resolver, Optional.empty());
    }

    static ImageFetcher create(FetchConfig config, HostResolver resolver, Optional<TrustOptions> trust) {
        return create(config, resolver, trust, Runtime.getRuntime().maxMemory());
    }

    /** @param heap as if there were so many bytes of it */
    static ImageFetcher create(FetchConfig config, HostResolver resolver, Optional<TrustOptions> trust, long heap) {
        var surroundings = new Surroundings(
                resolver,
                trust,
                () -> {
                    throw new IllegalStateException("no bucket is allowed here");
                },
                heap);
        return Fetchers.create(config, FetchMetrics.NONE, surroundings);
    }
}
