package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.Classified;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.Outcome;
import dev.alexstream.message.Shadowed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a challenger in shadow says is written beside each result, and never at the expense of one. */
class ShadowTopicTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Much longer than a client waits for a topic once, much shorter than waiting for it with every request. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void shouldWriteWhatAShadowSaysBesideEachResult(String delivery) throws Exception {
        TopicSet topics = topics("shadowed", delivery).publish(0, 100);
        try (RunningLoop loop = RunningLoop.start(topics, request -> shadowed(request, "shadow"), () -> true)) {
            List<ConsumerRecord<byte[], byte[]>> shadows =
                    topics.read(topics.topics().shadow(), 90, SOON);

            assertThat(coordinates(shadows))
                    .hasSize(90)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            coordinates(topics.read(topics.topics().classifications(), 90, SOON)));
            loop.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void shouldWriteResultsWithoutShadowsThatTheirTopicDoesNotTake(String delivery) throws Exception {
        TopicSet topics = topics("no-shadow", delivery);
        topics.limit(topics.topics().shadow(), 10_000);
        topics.publish(0, 10);
        try (RunningLoop loop =
                RunningLoop.start(topics, request -> shadowed(request, "x".repeat(50_000)), () -> true)) {
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 9, SOON);

            assertThat(Set.copyOf(coordinates(results))).hasSize(9);
            assertThat(topics.readToTheEnd(topics.topics().shadow())).isEmpty();
            loop.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void shouldWriteEachResultOnceAfterTheShadowTopicIsGone(String delivery) throws Exception {
        TopicSet topics = topics("gone", delivery);
        try (RunningLoop loop = RunningLoop.start(topics, request -> shadowed(request, "shadow"), () -> true)) {
            topics.delete(topics.topics().shadow());
            topics.publish(0, 200);

            topics.awaitCommitted(BOUND);

            AuditReport report = topics.audit(IsolationLevel.READ_COMMITTED, SOON);
            assertThat(report.results()).as("%s", report).isGreaterThanOrEqualTo(180);
            assertThat(report.lost()).as("%s", report).isZero();
            if (delivery.equals("exactly-once")) {
                assertThat(report.duplicated()).as("%s", report).isZero();
            }
            loop.stop();
        }
    }

    private static TopicSet topics(String name, String delivery) {
        return new TopicSet(name)
                .assignedBy(Assignment.COOPERATIVE)
                .with("alexstream.delivery", delivery)
                .create();
    }

    private static CompletableFuture<Outcome> shadowed(InboundRecord request, String id) {
        Outcome answer = FakeClassification.answer(request);
        return CompletableFuture.completedFuture(
                answer instanceof Classified classified
                        ? new Shadowed(classified, FakeClassification.result(id))
                        : answer);
    }

    private static List<String> coordinates(List<ConsumerRecord<byte[], byte[]>> outcomes) {
        return outcomes.stream()
                .map(outcome -> TopicSet.header(outcome, "request-partition") + "-"
                        + TopicSet.header(outcome, "request-offset"))
                .toList();
    }
}
