package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftRules;
import dev.alexstream.model.DriftScores;
import dev.alexstream.model.ModelReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriftTellingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Integer> told = new CopyOnWriteArrayList<>();

    @Test
    void shouldNeverMakeAnyoneWaitAndTellTheLatest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (DriftTelling telling = new DriftTelling(event -> {
            begun.countDown();
            await(released);
            told.add(event.answers());
        })) {
            telling.accept(event(1));
            begun.await();
            for (int i = 2; i <= 9; i++) {
                telling.accept(event(i));
            }
            released.countDown();
            Waiting.until("the last one is told", SOON, () -> told.contains(9));
        }

        assertThat(told).containsExactly(1, 9);
    }

    @Test
    void shouldGoOnAfterOneThatCannotBeTold() {
        try (DriftTelling telling = new DriftTelling(event -> {
            told.add(event.answers());
            if (event.answers() == 1) {
                throw new IllegalStateException("no broker answers");
            }
        })) {
            telling.accept(event(1));
            Waiting.until("the first one was tried", SOON, () -> told.contains(1));
            telling.accept(event(2));
            Waiting.until("the second one is told", SOON, () -> told.contains(2));
        }

        assertThat(told).containsExactly(1, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DriftEvent event(int answers) {
        return new DriftEvent(
                new ModelReference("pets", "1", "sha256:" + "0".repeat(64)),
                "worker-0",
                Instant.EPOCH,
                answers,
                0,
                DriftScores.UNKNOWN,
                new DriftRules(100, 0.25, 0.5));
    }
}
