package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FetchHttpTest {

    private final ImageServer server = ImageServer.on("127.0.0.1");
    private final Map<String, List<String>> names = new HashMap<>(Map.of("images.example", List.of("127.0.0.1")));
    private final ImageFetcher fetcher = fetcher(Map.of());

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void shouldBringTheBytesOfAnAllowedReference() {
        FetchResult result = fetch(server.url("/good"));

        assertThat(result).isInstanceOfSatisfying(Fetched.class, fetched -> assertThat(fetched.bytes())
                .isEqualTo(ImageServer.IMAGE));
    }

    @Test
    void shouldConnectToTheAddressThatItsOwnResolverNamed() {
        FetchResult result = fetch("http://IMAGES.example.:" + server.port() + "/good?size=1");

        assertThat(result).isInstanceOf(Fetched.class);
        assertThat(server.requests().get(0))
                .startsWith("GET /good?size=1 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nhost: images.example:" + server.port() + "\r\n")
                .containsIgnoringCase("\r\naccept-encoding: identity\r\n");
    }

    @Test
    void shouldReuseConnections() {
        for (int i = 0; i < 20; i++) {
            fetch(server.url("/good"));
        }

        assertThat(server.requests()).hasSize(20);
        assertThat(server.connections()).isBetween(1, 5);
    }

    @Test
    void shouldFollowARedirectToAnAllowedHost() {
        server.raw("/moved", "HTTP/1.1 302 Found\r\nLocation: //images.example:" + server.port() + "/good\r\n\r\n");

        assertThat(fetch(server.url("/moved"))).isInstanceOf(Fetched.class);
    }

    @Test
    void shouldTryTheNextAddressWhereOneDoesNotAnswer() {
        names.put("images.example", List.of("127.0.0.9", "127.0.0.1"));

        assertThat(fetch("http://images.example:" + server.port() + "/good")).isInstanceOf(Fetched.class);
    }

    @Test
    void shouldReadAnAnswerThatEndsWithItsConnection() {
        server.raw("/old", "HTTP/1.0 200 OK\r\n\r\nall of it");

        assertThat(fetch(server.url("/old")))
                .isInstanceOfSatisfying(
                        Fetched.class,
                        fetched -> assertThat(fetched.bytes()).asString().isEqualTo("all of it"));
    }

    @Test
    void shouldTryAgainWhatFailedForTheMoment() {
        server.script("/busy", (head, out) -> {
            if (server.requests().size() < 3) {
                return ImageServer.text(out, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
            }
            return ImageServer.ok(out, ImageServer.IMAGE);
        });

        assertThat(fetch(server.url("/busy"))).isInstanceOf(Fetched.class);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldGiveUpAfterTheLastAttempt() {
        server.raw("/broken", "HTTP/1.1 500 Secret Name\r\nContent-Length: 6\r\n\r\nsecret");

        assertRejected(fetch(server.url("/broken?token=secret")), ErrorCode.FETCH_FAILED);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void shouldNotTryAgainWhatWillNotChange() {
        assertRejected(fetch(server.url("/missing")), ErrorCode.FETCH_NOT_FOUND);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldCallAHostThatNobodyKnowsNotFound() {
        names.remove("images.example");

        assertRejected(fetch("http://images.example:" + server.port() + "/good"), ErrorCode.FETCH_NOT_FOUND);
    }

    private FetchResult fetch(String reference) {
        return fetcher.fetch(URI.create(reference), Optional.empty())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static void assertRejected(FetchResult result, ErrorCode code) {
        assertThat(result).isInstanceOfSatisfying(FetchRejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(code);
            assertThat(rejected.reason()).doesNotContainIgnoringCase("secret").endsWith(".");
        });
    }

    private ImageFetcher fetcher(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "http.allowed-hosts", "127.0.0.1,images.example",
                "http.allowed-networks", "127.0.0.0/8",
                "http.allowed-ports", String.valueOf(server.port())));
        settings.putAll(more);
        return TestFetchers.create(FetchConfigs.of(settings), this::resolve);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!names.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return names.get(host).stream()
                .map(text -> AddressLiterals.parse(text).orElseThrow())
                .toList();
    }
}
