package dev.alexstream.fetch;

import static dev.alexstream.message.ErrorCode.EXPIRED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetchUnderLoadTest {

    private static final int LARGE = 2 * 1024 * 1024;

    /** There is room for two bodies of one host. */
    private static final long HEAP = 8 * 3 * LARGE;

    private final ImageServer server = ImageServer.on("127.0.0.1");
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final ImageFetcher fetcher = TestFetchers.create(
            FetchConfigs.of(Map.of(
                    "per-host", "100",
                    "max-bytes", "3M",
                    "timeout", "50s",
                    "connect-timeout", "20s",
                    "http.allowed-hosts", ".example",
                    "http.allowed-networks", "127.0.0.1/32",
                    "http.allowed-ports", String.valueOf(server.port()))),
            host -> List.of(InetAddress.getLoopbackAddress()),
            Optional.empty(),
            HEAP);

    FetchUnderLoadTest() {
        server.script("/endless", (head, out) -> {
            ImageServer.text(out, "HTTP/1.1 200 OK\r\n\r\n");
            reached.countDown();
            try {
                while (true) {
                    Thread.sleep(10);
                    out.write('x');
                    out.flush();
                }
            } catch (IOException gone) {
                abandoned.countDown();
                return false;
            }
        });
        server.script("/silent", (head, out) -> {
            Thread.sleep(60_000);
            return false;
        });
        server.script("/large", (head, out) -> ImageServer.ok(out, new byte[LARGE]));
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void shouldHangUpWhenAFetchIsCancelled() throws InterruptedException {
        CompletableFuture<FetchResult> result = fetch("a", "/endless");
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        result.cancel(true);

        assertThat(abandoned.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldHangUpAtTheRequestsDeadline() throws InterruptedException {
        fetch("a", "/large").join();

        FetchResult result = fetcher.fetch(
                        uri("a", "/endless"), Optional.of(Instant.now().plusMillis(1_500)))
                .join();

        assertThat(result).isInstanceOfSatisfying(FetchRejected.class, rejected -> assertThat(rejected.code())
                .isEqualTo(EXPIRED));
        assertThat(reached.getCount()).isZero();
        assertThat(abandoned.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldServeOneHostWhileAnotherHangsAndNeedNoThreadForEachTransfer() {
        List<CompletableFuture<FetchResult>> hanging = fetchMany("hangs", "/silent", 150);
        List<CompletableFuture<FetchResult>> working = fetchMany("works", "/good", 300);

        assertThat(working).allSatisfy(result -> assertThat(result.join()).isInstanceOf(Fetched.class));
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("vert.x-eventloop") || name.matches("fetch-(lookup|file|timer).*"))
                .hasSizeLessThan(16);
    }

    @Test
    void shouldTakeTurnsWithLargeBodiesAndFinishThemAll() {
        AtomicInteger unreleased = new AtomicInteger();
        List<CompletableFuture<Integer>> large = fetchMany("a", "/large", 60).stream()
                .map(result -> result.thenApplyAsync(fetched -> use((Fetched) fetched, unreleased)))
                .toList();

        assertThat(large).allSatisfy(most -> assertThat(most.join()).isBetween(1, 2));
    }

    private static int use(Fetched fetched, AtomicInteger unreleased) {
        int most = unreleased.incrementAndGet();
        assertThat(fetched.bytes()).hasSize(LARGE);
        unreleased.decrementAndGet();
        fetched.release().run();
        return most;
    }

    private List<CompletableFuture<FetchResult>> fetchMany(String host, String path, int count) {
        List<CompletableFuture<FetchResult>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(fetch(host, path));
        }
        return results;
    }

    private CompletableFuture<FetchResult> fetch(String host, String path) {
        return fetcher.fetch(uri(host, path), Optional.empty());
    }

    private URI uri(String host, String path) {
        return URI.create("http://" + host + ".example:" + server.port() + path);
    }
}
