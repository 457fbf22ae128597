package dev.alexstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.fetch.FetchResult.FetchRejected;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.message.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FetchFileTest {

    @TempDir
    Path folder;

    private Path root;
    private ImageFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        fetcher = TestFetchers.create(FetchConfigs.of(Map.of("file.root", root.toString(), "max-bytes", "10")));
    }

    @AfterEach
    void stop() {
        fetcher.close();
    }

    @Test
    void shouldReadARegularFileBelowTheRoot() throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(root.resolve("a/ü b")).resolve("c.jpg"), "0123456789");

        assertBytes(fetch(file.toUri()), "0123456789");
        assertBytes(fetch(URI.create("FILE://localhost" + file.toUri().getRawPath())), "0123456789");
        assertBytes(fetch(URI.create("file:" + file.toUri().getRawPath())), "0123456789");
    }

    @Test
    void shouldFollowALinkThatStaysBelowTheRoot() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("real")).resolve("c.jpg"), "inside");
        Path link = Files.createSymbolicLink(root.resolve("link"), Path.of("real"));

        assertBytes(fetch(link.resolve("c.jpg").toUri()), "inside");
    }

    @Test
    void shouldRefuseAFileAboveTheCap() throws IOException {
        Path file = Files.writeString(root.resolve("big.jpg"), "0123456789a");

        assertRejected(fetch(file.toUri()), ErrorCode.TOO_LARGE);
    }

    @Test
    void shouldHoldInlineBytesToTheSameCap() {
        assertBytes(fetcher.inline("0123456789".getBytes(StandardCharsets.US_ASCII)), "0123456789");
        assertRejected(fetcher.inline(new byte[11]), ErrorCode.TOO_LARGE);
    }

    @Test
    void shouldCallAMissingFileNotFound() {
        assertRejected(fetch(root.resolve("none.jpg").toUri()), ErrorCode.FETCH_NOT_FOUND);
    }

    @Test
    void shouldNotFollowALinkThatWasPutIntoThePathAfterTheCheck() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        RegularFiles files = new RegularFiles(root.toRealPath(), 100);
        RegularFiles.Reader reader = new UnboundedReader();

        assertThat(files.read(Path.of("file"), reader)).isEqualTo(Answer.forbidden("The path is not a regular file."));
        assertThatThrownBy(() -> files.read(Path.of("folder", "secret"), reader))
                .isInstanceOf(IOException.class);
    }

    /** No Java array is as long as this file, so no heap is large enough. */
    @Test
    void shouldHoldAShortageOfMemoryAgainstNoFile() throws Exception {
        long size = Integer.MAX_VALUE - 1;
        try (RandomAccessFile sparse =
                new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(size);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor();
        FileSource source = new FileSource(new FileGuard(root), new RegularFiles(root.toRealPath(), size), thread);

        CompletableFuture<Answer> answer = source.get(root.resolve("sparse").toUri(), unbounded());

        assertThat(answer)
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(OutOfMemoryError.class);
        source.close();
    }

    @Test
    void shouldReadFilesOneAfterTheOtherWhereThereIsRoomForOne() throws Exception {
        Path file = Files.writeString(root.resolve("a.jpg"), "0123456789");
        Map<String, String> settings = Map.of("file.root", root.toString(), "max-bytes", "10");
        try (ImageFetcher poor =
                TestFetchers.create(FetchConfigs.of(settings), HostResolver.SYSTEM, Optional.empty(), 0)) {
            BlockingQueue<FetchResult> results = new LinkedBlockingQueue<>();
            for (int i = 0; i < 50; i++) {
                var unused = poor.fetch(file.toUri(), Optional.empty()).thenAccept(results::add);
            }

            for (int i = 0; i < 50; i++) {
                Fetched fetched = (Fetched) results.poll(10, TimeUnit.SECONDS);
                assertThat(results)
                        .as("there is room for two, and a host gets half")
                        .isEmpty();
                fetched.release().run();
            }
        }
    }

    private FetchResult fetch(URI reference) {
        return fetcher.fetch(reference, Optional.empty())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void assertBytes(FetchResult result, String expected) {
        assertThat(result).isInstanceOfSatisfying(Fetched.class, fetched -> assertThat(fetched.bytes())
                .asString()
                .isEqualTo(expected));
    }

    private static void assertRejected(FetchResult result, ErrorCode code) {
        assertThat(result).isInstanceOfSatisfying(FetchRejected.class, rejected -> assertThat(rejected.code())
                .isEqualTo(code));
    }

    private static FetchBudget unbounded() {
        var time = new TimeBudget(System::nanoTime, Duration.ofDays(1), Duration.ofDays(1), left -> {});
        return new FetchBudget(time, new BodyRoom(new BodyMemory(Long.MAX_VALUE), "any"));
    }

    private static final class UnboundedReader implements RegularFiles.Reader {
        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void awaitRoom(long bytes) {}
    }
}
