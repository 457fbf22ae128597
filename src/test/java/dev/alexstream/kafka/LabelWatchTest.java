package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // a watch is only there to watch
class LabelWatchTest {

    private static final int PARTITIONS = 6;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TopicSet topics = new TopicSet("watched-labels").create();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Test
    void shouldHandOnLabelsThatComeWhileItLooksAndNoOlderOnes() {
        publish("old", 20);
        try (LabelWatch watch = watch()) {
            awaitWatching();
            publish("new", 20);

            Waiting.until("the new ones come", SOON, () -> count("new") == 20);
            assertThat(count("old")).isZero();
        }
    }

    @Test
    void shouldHandEachLabelToOneWorkerOfTheGroup() {
        try (LabelWatch one = watch();
                LabelWatch other = watch()) {
            Waiting.until("both share the partitions", SOON, () -> topics.members("-live") == 2);
            awaitWatching();
            publish("new", 40);

            Waiting.until("they come", SOON, () -> count("new") >= 40);
            assertThat(seen.stream().filter(value -> value.startsWith("new"))).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldHandOnAFewAtATimeSoThatRequestsDoNotWaitBehindThem() {
        List<Integer> waiting = new CopyOnWriteArrayList<>();
        Queue<CompletableFuture<Outcome>> unanswered = new ConcurrentLinkedQueue<>();
        RequestHandler slow = label -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            unanswered.add(answer);
            waiting.add(unanswered.size());
            return answer;
        };
        LabelWatch watch = LabelWatch.start(topics.configs().clients(), topics.topics(), slow, () -> true);
        Waiting.until("many have come", SOON, () -> {
            publish("new", 5 * PARTITIONS);
            answerNext(unanswered);
            return waiting.size() > 20;
        });
        int most = Collections.max(waiting);
        while (answerNext(unanswered)) {
            assertThat(unanswered).hasSizeLessThanOrEqualTo(2);
        }
        watch.close();

        assertThat(most).isEqualTo(2);
    }

    private static boolean answerNext(Queue<CompletableFuture<Outcome>> unanswered) {
        CompletableFuture<Outcome> next = unanswered.poll();
        return next != null && next.complete(FakeClassification.result("id"));
    }

    @Test
    void shouldGoOnWhenLabelsAreGivenUp() {
        RequestHandler givingUp = label -> {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            seen.add(new String(label.value(), UTF_8));
            answer.cancel(true);
            return answer;
        };
        try (LabelWatch watch = LabelWatch.start(topics.configs().clients(), topics.topics(), givingUp, () -> true)) {
            awaitWatching();
            publish("new", 20);

            Waiting.until("all come", SOON, () -> count("new") == 20);
        }
    }

    @Test
    void shouldPassOverLabelsWhileThereIsNoRoom() {
        List<String> asked = new ArrayList<>();
        try (LabelWatch watch = LabelWatch.start(topics.configs().clients(), topics.topics(), this::handle, () -> {
            asked.add("room?");
            return false;
        })) {
            Waiting.until("labels are read", SOON, () -> {
                publish("new", PARTITIONS);
                return !asked.isEmpty();
            });
        }
        assertThat(seen).isEmpty();
    }

    /** It joins the group in its own time. */
    private void awaitWatching() {
        Waiting.until("all partitions are watched", SOON, () -> {
            publish("probe", PARTITIONS);
            return IntStream.range(0, PARTITIONS).allMatch(i -> seen.contains("probe" + i));
        });
    }

    private LabelWatch watch() {
        return LabelWatch.start(topics.configs().clients(), topics.topics(), this::handle, () -> true);
    }

    private CompletableFuture<Outcome> handle(InboundRecord label) {
        seen.add(new String(label.value(), UTF_8));
        return CompletableFuture.completedFuture(FakeClassification.result("id"));
    }

    private long count(String prefix) {
        return seen.stream().filter(value -> value.startsWith(prefix)).count();
    }

    private void publish(String prefix, int count) {
        try (var producer = topics.producer()) {
            for (int i = 0; i < count; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        topics.topics().labels(), i % PARTITIONS, null, (prefix + i).getBytes(UTF_8)));
            }
        }
    }
}
