package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.RequestHandler;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.Rejected;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationLoopTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"COOPERATIVE,exactly-once", "EAGER,exactly-once", "CONSUMER,exactly-once", "COOPERATIVE,at-least-once"})
    void shouldWriteOneOutcomePerRequest(Assignment assignment, String delivery) throws Exception {
        TopicSet topics = new TopicSet("outcomes")
                .assignedBy(assignment)
                .with("alexstream.delivery", delivery)
                .create()
                .publish(0, 200);
        try (RunningLoop loop = RunningLoop.start(topics)) {
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 180, SOON);
            List<ConsumerRecord<byte[], byte[]>> deadLetters =
                    topics.read(topics.topics().deadLetters(), 20, SOON);

            loop.stop();
            assertThat(results).hasSize(180);
            assertThat(deadLetters).hasSize(20).allSatisfy(letter -> {
                assertThat(new String(letter.value(), UTF_8)).startsWith("bad-");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.CODE)).isEqualTo("SCHEMA");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.TOPIC))
                        .isEqualTo(topics.topics().requests());
            });
        }
    }

    @Test
    void shouldReadNothingWhileTheGateIsClosed() {
        TopicSet topics = topics("gate").publish(0, 50);
        AtomicBoolean open = new AtomicBoolean();
        HeldRequests held = new HeldRequests();
        try (RunningLoop loop = RunningLoop.start(topics, held, open::get)) {
            Waiting.until("the group is joined", SOON, loop.health()::groupJoined);
            Waiting.until("partitions are assigned", SOON, () -> topics.members() == 1);
            assertThat(held.count()).isZero();

            open.set(true);

            Waiting.until("requests are read", SOON, () -> held.count() == 50);
        }
    }

    @Test
    void shouldLeaveItsRequestsToOthersWhenItsGateBreaks() {
        TopicSet topics = topics("broken").publish(0, 60);
        HeldRequests held = new HeldRequests();
        try (RunningLoop broken = RunningLoop.start(topics, held, () -> usable(held))) {
            Waiting.until("the loop has ended", SOON, broken.health()::ended);

            try (RunningLoop successor = RunningLoop.start(topics)) {
                topics.awaitCommitted(SOON);
                successor.assertAlive();
            }
        }
        AuditReport report = topics.audit(IsolationLevel.READ_COMMITTED, SOON);
        assertThat(report.clean()).as("%s", report).isTrue();
        assertThat(report.results() + report.deadLetters()).isEqualTo(60);
    }

    private static boolean usable(HeldRequests held) {
        if (held.count() > 0) {
            throw new IllegalStateException("nothing can be classified any more");
        }
        return true;
    }

    @Test
    void shouldHoldNoMoreThanTheBoundAndOnePoll() {
        TopicSet topics =
                topics("bound").with("alexstream.in-flight.max-records", "10").publish(0, 200);
        HeldRequests held = new HeldRequests();
        try (RunningLoop loop = RunningLoop.start(topics, held, () -> true)) {
            Waiting.until("the bound is reached", SOON, () -> held.count() >= 10);
            loop.assertAlive();
            assertThat(held.count()).isLessThanOrEqualTo(19);

            held.releaseAll();

            topics.awaitCommitted(SOON);
            assertThat(held.most()).isLessThanOrEqualTo(19);
        }
    }

    @Test
    void shouldCommitWhatIsInFlightWhenItIsStopped() throws Exception {
        TopicSet topics = topics("stop").publish(0, 60);
        HeldRequests held = new HeldRequests();
        try (RunningLoop loop = RunningLoop.start(topics, held, () -> true)) {
            Waiting.until("requests are read", SOON, () -> held.count() == 60);
            held.releaseAllIn(Duration.ofMillis(500));

            loop.stop();

            assertThat(topics.audit(IsolationLevel.READ_COMMITTED, SOON))
                    .isEqualTo(new AuditReport(60, 54, 6, 0, 0, 0, 0));
        }
    }

    @Test
    void shouldLeaveToOthersWhatDoesNotFinishInTime() throws Exception {
        TopicSet topics = topics("unfinished").publish(0, 30);
        HeldRequests held = new HeldRequests();
        try (RunningLoop first = RunningLoop.start(topics, held, () -> true)) {
            Waiting.until("requests are read", SOON, () -> held.count() == 30);
            first.assertAlive();
        }
        assertThat(held.cancelled()).isEqualTo(30);

        try (RunningLoop second = RunningLoop.start(topics)) {
            topics.awaitCommitted(SOON);
            second.stop();
        }
        assertThat(topics.audit(IsolationLevel.READ_COMMITTED, SOON)).isEqualTo(new AuditReport(30, 27, 3, 0, 0, 0, 0));
    }

    @Test
    void shouldDropTheValueOfADeadLetterThatTheTopicDoesNotTake() throws Exception {
        TopicSet topics = topics("large");
        topics.limit(topics.topics().deadLetters(), 10_000);
        byte[] large = new byte[50_000];
        Arrays.fill(large, (byte) 'b');
        RequestHandler rejecting =
                request -> CompletableFuture.completedFuture(new Rejected(ErrorCode.SCHEMA, "It is bad."));
        topics.publish(large);
        try (RunningLoop loop = RunningLoop.start(topics, rejecting, () -> true)) {
            List<ConsumerRecord<byte[], byte[]>> letters =
                    topics.read(topics.topics().deadLetters(), 1, SOON);

            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).value()).isNull();
            assertThat(TopicSet.header(letters.get(0), DeadLetterHeaders.VALUE_DROPPED))
                    .startsWith("50000 bytes, sha256:");
            loop.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 20000, key", "20000, 20000,", "20000, 0,"})
    void shouldDropHeadersAndKeyOfADeadLetterThatTheTopicDoesNotTakeWithoutItsValue(
            int keyLength, int headerLength, String kept) throws Exception {
        TopicSet topics = topics("poison");
        topics.limit(topics.topics().deadLetters(), 10_000);
        byte[] key = new byte[keyLength];
        RecordHeader header = new RecordHeader("theirs", new byte[headerLength]);
        RequestHandler rejecting =
                request -> CompletableFuture.completedFuture(new Rejected(ErrorCode.SCHEMA, "It is bad."));
        topics.publish(key, "bad".getBytes(UTF_8), header).publish(0, 10);
        try (RunningLoop loop = RunningLoop.start(topics, rejecting, () -> true)) {
            List<ConsumerRecord<byte[], byte[]>> letters =
                    topics.read(topics.topics().deadLetters(), 11, SOON);

            assertThat(letters)
                    .filteredOn(letter -> TopicSet.header(letter, DeadLetterHeaders.HEADERS_DROPPED) != null)
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.key()).isEqualTo(kept == null ? null : key);
                        assertThat(letter.headers().lastHeader("theirs")).isNull();
                        assertThat(TopicSet.header(letter, DeadLetterHeaders.HEADERS_DROPPED))
                                .isEqualTo("1");
                        assertThat(letter.headers().lastHeader(DeadLetterHeaders.KEY_DROPPED) == null)
                                .isEqualTo(kept != null);
                        assertThat(TopicSet.header(letter, DeadLetterHeaders.VALUE_DROPPED))
                                .startsWith("3 bytes, sha256:");
                        assertThat(TopicSet.header(letter, DeadLetterHeaders.CODE))
                                .isEqualTo("SCHEMA");
                    });
            topics.awaitCommitted(SOON);
            loop.stop();
        }
    }

    @Test
    void shouldKeepTheResultsOfItsNeighboursWhenADeadLetterIsTooLarge() throws Exception {
        TopicSet topics = topics("neighbours");
        topics.limit(topics.topics().deadLetters(), 10_000);
        byte[] large = new byte[50_000];
        Arrays.fill(large, (byte) 'b');
        RequestHandler handler = request -> CompletableFuture.completedFuture(
                request.value().length > 10_000
                        ? new Rejected(ErrorCode.SCHEMA, "It is bad.")
                        : FakeClassification.result("good"));
        for (int i = 0; i < 10; i++) {
            topics.publish(large).publish(10 * i, 10 * i + 10);
        }
        try (RunningLoop loop = RunningLoop.start(topics, handler, () -> true)) {
            assertThat(topics.read(topics.topics().deadLetters(), 10, SOON)).hasSize(10);
            assertThat(topics.read(topics.topics().classifications(), 100, SOON))
                    .hasSize(100);
            loop.stop();
        }
    }

    @Test
    void shouldRejectARequestWhoseHandlerThrows() throws Exception {
        TopicSet topics = topics("throws").publish(0, 1);
        RequestHandler broken = request -> {
            throw new IllegalStateException("a bug");
        };
        try (RunningLoop loop = RunningLoop.start(topics, broken, () -> true)) {
            List<ConsumerRecord<byte[], byte[]>> letters =
                    topics.read(topics.topics().deadLetters(), 1, SOON);

            assertThat(TopicSet.header(letters.get(0), DeadLetterHeaders.CODE)).isEqualTo("INFERENCE_FAILED");
            loop.stop();
        }
    }

    private static TopicSet topics(String name) {
        return new TopicSet(name).assignedBy(Assignment.COOPERATIVE).create();
    }
}
