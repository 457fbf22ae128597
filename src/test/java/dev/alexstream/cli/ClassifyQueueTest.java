package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.message.ImageRequest;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.ParsedRequest;
import dev.alexstream.message.Payload;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClassifyQueueTest {

    @Test
    void shouldSayThatMemoryRanOutWhenAnImageWasAbandoned() {
        CompletableFuture<Outcome> abandoned = new CompletableFuture<>();
        abandoned.cancel(false);
        ClassifyQueue queue = new ClassifyQueue(request -> abandoned, (source, outcome) -> {});
        queue.add(new Source.Remote(URI.create("https://images.test/a.jpg")), request());

        assertThatThrownBy(queue::finish)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("memory ran out at https://images.test/a.jpg");
    }

    private static ParsedRequest request() {
        return new ParsedRequest.Valid(new ImageRequest(
                "id",
                "source",
                new Payload.Inline(new byte[1]),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty()));
    }
}
