package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.s3.S3Settings;
import dev.alexstream.s3.TestObjectStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code s3:} references against a store that checks signatures, and against servers that do not behave like one. */
class FetchObjectTest {

    private static final byte[] IMAGE = "the bytes of an image".getBytes(StandardCharsets.UTF_8);

    private static TestObjectStore objects;

    @BeforeAll
    static void startObjectStore() {
        objects = TestObjectStore.start()
                .bucket("photos")
                .bucket("private")
                .put("photos", "a.jpg", IMAGE)
                .put("photos", "my garden/ü+?#%2F.jpg", IMAGE)
                .put("photos", "large.jpg", new byte[1025])
                .put("private", "a.jpg", IMAGE);
    }

    @AfterAll
    static void stopObjectStore() {
        objects.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://photos/a.jpg", "S3://photos/a.jpg", "s3://photos/my%20garden/%C3%BC+%3F%23%252F.jpg"})
    void shouldReadObjectsOfAllowedBuckets(String reference) {
        assertThat(fetch(reference)).isInstanceOfSatisfying(Fetched.class, fetched -> assertThat(fetched.bytes())
                .isEqualTo(IMAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://photos/none.jpg,             FETCH_NOT_FOUND",
        "s3://missing/a.jpg,               FETCH_NOT_FOUND",
        "s3://private/a.jpg,               FETCH_FORBIDDEN",
        "s3://PHOTOS/a.jpg,                FETCH_FORBIDDEN",
        "s3://photos.evil.example/a.jpg,   FETCH_FORBIDDEN",
        "s3://photos/large.jpg,            TOO_LARGE",
        "s3://user@photos/a.jpg,           UNSUPPORTED_SOURCE",
        "s3://photos:80/a.jpg,             UNSUPPORTED_SOURCE",
        "s3://photos/a.jpg?versionId=1,    UNSUPPORTED_SOURCE",
        "s3://photos/a.jpg#top,            UNSUPPORTED_SOURCE",
        "s3://photos/,                     UNSUPPORTED_SOURCE",
        "s3://photos,                      UNSUPPORTED_SOURCE",
        "s3:photos/a.jpg,                  UNSUPPORTED_SOURCE",
    })
    void shouldRefuseWhatIsNotThereOrNotAllowed(String reference, ErrorCode code) {
        assertRejected(fetch(reference), code);
    }

    @Test
    void shouldReadNothingUnlessABucketIsAllowed() {
        try (ImageFetcher fetcher = Fetchers.create(FetchConfigs.of(Map.of()), objects.config(), FetchMetrics.NONE)) {
            assertRejected(fetch(fetcher, "s3://photos/a.jpg"), ErrorCode.FETCH_FORBIDDEN);
        }
    }

    @Test
    void shouldNotFollowARedirect() throws Exception {
        try (ImageServer elsewhere = ImageServer.on("127.0.0.1");
                ImageServer store = ImageServer.on("127.0.0.1")
                        .raw(
                                "/photos/a.jpg",
                                "HTTP/1.1 307 Moved\r\nLocation: " + elsewhere.url("/good")
                                        + "\r\nContent-Length: 0\r\n\r\n")) {
            assertRejected(fetchFrom(store.url(""), Map.of()), ErrorCode.FETCH_FAILED);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized,        FETCH_FORBIDDEN, 1",
        "403 Forbidden,           FETCH_FORBIDDEN, 1",
        "404 Not Found,           FETCH_NOT_FOUND, 1",
        "400 Bad Request,         FETCH_FAILED,    1",
        "500 Internal Error,      FETCH_FAILED,    3",
        "503 Slow Down,           FETCH_FAILED,    3",
    })
    void shouldTryAgainWhatMaySucceed(String status, ErrorCode code, int attempts) throws Exception {
        try (ImageServer store = ImageServer.on("127.0.0.1")
                .raw("/photos/a.jpg", "HTTP/1.1 " + status + "\r\nContent-Length: 6\r\n\r\nSECRET")) {
            FetchRejected rejected = assertRejected(fetchFrom(store.url(""), Map.of()), code);

            assertThat(rejected.reason()).doesNotContain("SECRET");
            assertThat(store.requests()).hasSize(attempts);
        }
    }

    @Test
    void shouldGiveUpOnAStoreThatNeverAnswers() throws Exception {
        try (ImageServer store = ImageServer.on("127.0.0.1").script("/photos/a.jpg", (head, out) -> {
            Thread.sleep(60_000);
            return false;
        })) {
            assertRejected(fetchFrom(store.url(""), Map.of("timeout", "300ms")), ErrorCode.FETCH_TIMEOUT);
        }
    }

    @Test
    void shouldSayThatTheStoreIsAway() {
        assertRejected(fetchFrom("http://127.0.0.1:1", Map.of()), ErrorCode.FETCH_TIMEOUT);
        assertRejected(fetchFrom("http://no-such-host.invalid", Map.of("attempts", "1")), ErrorCode.FETCH_FAILED);
    }

    @Test
    void shouldShowNobodyASignature() throws Exception {
        try (CapturedLog log = new CapturedLog();
                ImageServer store = ImageServer.on("127.0.0.1").raw("/photos/a.jpg", "no HTTP at all\r\n\r\n")) {
            FetchRejected rejected = assertRejected(fetchFrom(store.url(""), Map.of()), ErrorCode.FETCH_FAILED);
            assertRejected(fetchFrom("http://127.0.0.1:1", Map.of()), ErrorCode.FETCH_TIMEOUT);

            assertThat(store.requests()).isNotEmpty().allMatch(head -> head.contains("X-Amz-Signature="));
            assertThat(rejected.reason()).doesNotContain("X-Amz");
            assertThat(log.messages())
                    .noneMatch(message ->
                            message.matches("(?s).*(X-Amz-|Signature|%s).*".formatted(TestObjectStore.secret())));
        }
    }

    private static FetchResult fetch(String reference) {
        try (ImageFetcher fetcher = Fetchers.create(
                FetchConfigs.of(Map.of("s3.allowed-buckets", "photos,missing", "max-bytes", "1K")),
                objects.config(),
                FetchMetrics.NONE)) {
            return fetch(fetcher, reference);
        }
    }

    /** {@code s3://photos/a.jpg} from another server. */
    private static FetchResult fetchFrom(String endpoint, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("s3.allowed-buckets", "photos");
        try (ImageFetcher fetcher = Fetchers.create(FetchConfigs.of(all), S3Settings.at(endpoint), FetchMetrics.NONE)) {
            return fetch(fetcher, "s3://photos/a.jpg");
        }
    }

    private static FetchResult fetch(ImageFetcher fetcher, String reference) {
        return fetcher.fetch(URI.create(reference), Optional.empty()).join();
    }

    private static FetchRejected assertRejected(FetchResult result, ErrorCode code) {
        assertThat(result).isInstanceOfSatisfying(FetchRejected.class, rejected -> assertThat(rejected.code())
                .as(rejected.reason())
                .isEqualTo(code));
        return (FetchRejected) result;
    }
}
