package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration PATIENT = Duration.ofSeconds(80);
    private static final Duration IMPATIENT = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void shouldRefuseEveryHostileReferenceAndReachNoneWhileGoodOnesComeThrough() throws Exception {
        try (CapturedLog log = new CapturedLog();
                HostileWorld world = new HostileWorld(folder);
                ImageFetcher patient = fetcher(world, world.settings(PATIENT));
                ImageFetcher impatient = fetcher(world, world.settings(IMPATIENT))) {
            warmUp(world, patient);
            Map<HostileReference, CompletableFuture<FetchResult>> hostile = new LinkedHashMap<>();
            List<CompletableFuture<FetchResult>> good = new ArrayList<>();
            for (HostileReference reference : world.references()) {
                hostile.put(reference, fetch(reference.slow() ? impatient : patient, reference.reference()));
                good.add(fetch(patient, world.goodReferences().get(hostile.size() % 4)));
            }

            assertThat(hostile).hasSizeGreaterThan(200);
            assertRefused(hostile);
            assertThat(good).allSatisfy(result -> assertThat(result.join())
                    .isInstanceOfSatisfying(Fetched.class, fetched -> assertThat(fetched.bytes())
                            .isEqualTo(ImageServer.IMAGE)));
            assertThat(world.reached()).isZero();
            assertThat(log.messages()).noneMatch(message -> message.matches("(?is).*(secret|ssh-2|html|icy|header).*"));
        }
    }

    @Test
    void shouldCountWhoeverReachesWhatMustNotBeReached() throws Exception {
        try (HostileWorld world = new HostileWorld(folder)) {
            Map<String, String> careless = new HashMap<>(world.settings(PATIENT));
            careless.put("http.allowed-networks", "127.0.0.0/8");
            try (ImageFetcher fetcher = fetcher(world, careless)) {
                fetch(fetcher, "http://127.0.0.2:" + world.sink().port() + "/good")
                        .join();
                fetch(fetcher, "http://inward.test:" + world.sink().port() + "/good")
                        .join();
            }

            assertThat(world.reached()).isEqualTo(2);
        }
    }

    /** Loads classes, which takes longer than a fetch. */
    private static void warmUp(HostileWorld world, ImageFetcher fetcher) {
        world.goodReferences().forEach(reference -> fetch(fetcher, reference).join());
    }

    private static ImageFetcher fetcher(HostileWorld world, Map<String, String> settings) {
        return TestFetchers.create(FetchConfigs.of(settings), world.resolver());
    }

    private static CompletableFuture<FetchResult> fetch(ImageFetcher fetcher, String reference) {
        return fetcher.fetch(URI.create(reference), Optional.empty()).orTimeout(100, TimeUnit.SECONDS);
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
