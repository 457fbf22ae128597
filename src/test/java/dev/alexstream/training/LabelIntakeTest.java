package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.fetch.FetchResult;
import dev.alexstream.fetch.FetchResult.Fetched;
import dev.alexstream.fetch.ImageFetcher;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LabelIntakeTest {

    @TempDir
    Path folder;

    @Test
    void shouldTakeLabelsInTheirOrderAlthoughMemoryIsFreeOnlyForALaterOne() {
        CompletableFuture<FetchResult> first = new CompletableFuture<>();
        Fetched second = new Fetched(new byte[1], () -> first.complete(new Fetched(new byte[1])));
        ImageFetcher fetcher = new Scripted(List.of(first, CompletableFuture.completedFuture(second)));
        List<String> rejected = new ArrayList<>();
        try (var store = new ExampleStore(folder, new StoreLimits(10, 10))) {
            var parts = new TrainerParts(
                    LearningConfigs.of(Map.of()), DrawnPhotographs.ENGINE, fetcher, DrawnPhotographs.DECODER, folder);
            var intake = new LabelIntake(
                    parts,
                    null,
                    store,
                    label -> () -> {},
                    (label, why) -> rejected.add(label.coordinates().offset() + " " + why.code()));

            intake.take(List.of(label(0), label(1)), () -> {});
        }

        assertThat(rejected).containsExactly("0 " + ErrorCode.UNSUPPORTED_FORMAT, "1 " + ErrorCode.UNSUPPORTED_FORMAT);
    }

    private static InboundRecord label(long offset) {
        String json = "{\"uri\":\"https://images.test/a.jpg\",\"label\":\"daffodil\"}";
        return new InboundRecord(
                new RecordCoordinates("images.labels", 0, offset),
                Instant.EPOCH,
                null,
                json.getBytes(StandardCharsets.UTF_8),
                List.of());
    }

    private static final class Scripted implements ImageFetcher {
        private final List<CompletableFuture<FetchResult>> answers;
        private int calls;

        Scripted(List<CompletableFuture<FetchResult>> answers) {
            this.answers = answers;
        }

        @Override
        public CompletableFuture<FetchResult> fetch(URI reference, Optional<Instant> deadline) {
            return answers.get(calls++);
        }

        @Override
        public void close() {}
    }
}
