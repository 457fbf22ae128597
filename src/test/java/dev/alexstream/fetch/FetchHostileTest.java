package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FetchHostileTest {

    @TempDir
    Path folder;

    @Test
    void shouldRefuseEveryHostileReferenceAndReachNoneWhileGoodOnesComeThrough() throws Exception {
        try (HostileWorld world = new HostileWorld(folder);
                ImageFetcher fetcher =
                        Fetchers.create(FetchConfigs.of(world.settings()), FetchMetrics.NONE, world.resolver())) {
            warmUp(world, fetcher);
            Map<HostileReference, CompletableFuture<FetchResult>> hostile = new LinkedHashMap<>();
            List<CompletableFuture<FetchResult>> good = new ArrayList<>();
            for (HostileReference reference : world.references()) {
                hostile.put(reference, fetch(fetcher, reference.reference()));
                good.add(fetch(fetcher, world.goodReferences().get(hostile.size() % 4)));
            }

            assertThat(hostile).hasSizeGreaterThan(200);
            assertRefused(hostile);
            assertThat(good).allSatisfy(result -> assertThat(result.join())
                    .isInstanceOfSatisfying(Fetched.class, fetched -> assertThat(fetched.bytes())
                            .isEqualTo(ImageServer.IMAGE)));
            assertThat(world.reached()).isZero();
        }
    }

    @Test
    void shouldCountWhoeverReachesWhatMustNotBeReached() throws Exception {
        try (HostileWorld world = new HostileWorld(folder)) {
            Map<String, String> careless = new HashMap<>(world.settings());
            careless.put("http.allowed-networks", "127.0.0.0/8");
            try (ImageFetcher fetcher =
                    Fetchers.create(FetchConfigs.of(careless), FetchMetrics.NONE, world.resolver())) {
                fetch(fetcher, "http://127.0.0.2:" + world.sink().port() + "/good")
                        .join();
                fetch(fetcher, "http://inward.test:" + world.sink().port() + "/good")
                        .join();
            }

            assertThat(world.reached()).isEqualTo(2);
        }
    }

    /** Loads the classes of both ways, which takes longer than a fetch, before any time is measured. */
    private static void warmUp(HostileWorld world, ImageFetcher fetcher) {
        world.goodReferences().forEach(reference -> fetch(fetcher, reference).join());
        fetch(fetcher, world.good().url("/missing").replace("http:", "https:")).join();
    }

    private static CompletableFuture<FetchResult> fetch(ImageFetcher fetcher, String reference) {
        return fetcher.fetch(URI.create(reference), Optional.empty()).orTimeout(60, TimeUnit.SECONDS);
    }

    private static void assertRefused(Map<HostileReference, CompletableFuture<FetchResult>> hostile) {
        SoftAssertions softly = new SoftAssertions();
        hostile.forEach((reference, result) -> softly.assertThat(result.join())
                .as(reference.toString())
                .isInstanceOfSatisfying(FetchRejected.class, rejected -> {
                    softly.assertThat(rejected.code())
                            .as(reference + ": " + rejected.reason())
                            .isEqualTo(reference.expected());
                    softly.assertThat(rejected.reason()).endsWith(".").doesNotContain("secret", "http:", "passwd");
                }));
        softly.assertAll();
    }
}
