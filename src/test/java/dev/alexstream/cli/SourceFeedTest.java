package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceFeedTest {

    private static final Source FIRST = source(1);

    private final List<Source> seen = new ArrayList<>();
    private final CountDownLatch another = new CountDownLatch(1);

    @AfterEach
    void letTheSearchEnd() {
        another.countDown();
    }

    @Test
    void shouldHandOnAllInOrder() {
        List<Source> sources =
                IntStream.range(0, 1_000).mapToObj(SourceFeedTest::source).toList();

        new SourceFeed(sources.stream()).forEach(seen::add, () -> {});

        assertThat(seen).isEqualTo(sources);
    }

    @Test
    void shouldStopWhileNoSourceComes() {
        SourceFeed feed = new SourceFeed(Stream.of(0, 1).map(this::blockAfterTheFirst));

        feed.forEach(seen::add, feed::stop);

        assertThat(seen).containsExactly(FIRST);
    }

    @Test
    void shouldStopWhileSourcesNeverEnd() {
        SourceFeed feed = new SourceFeed(Stream.generate(() -> FIRST));

        feed.forEach(
                source -> {
                    seen.add(source);
                    feed.stop();
                },
                () -> {});

        assertThat(seen).containsExactly(FIRST);
    }

    @Test
    void shouldLeaveTimeForOtherThingsWhileNoSourceComes() {
        SourceFeed feed = new SourceFeed(Stream.of(0, 1).map(this::blockAfterTheFirst));

        feed.forEach(seen::add, another::countDown);

        assertThat(seen).containsExactly(FIRST, FIRST);
    }

    @Test
    void shouldEndAsTheSearchEnded() {
        SourceFeed feed = new SourceFeed(Stream.of(0).map(number -> {
            throw new UncheckedIOException(new IOException("input lost"));
        }));

        assertThatThrownBy(() -> feed.forEach(seen::add, () -> {})).hasMessageContaining("input lost");
    }

    private Source blockAfterTheFirst(int number) {
        try {
            if (number > 0) {
                another.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FIRST;
    }

    private static Source source(int number) {
        return new Source.LocalFile(Path.of("/images", number + ".jpg"));
    }
}
