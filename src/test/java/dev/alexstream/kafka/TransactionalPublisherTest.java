package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static dev.alexstream.kafka.InFlight.P1;
import static dev.alexstream.kafka.InFlight.done;
import static dev.alexstream.kafka.InFlight.unfinished;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.TransactionalProducer.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionalPublisherTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final GroupMember consumer = new GroupMember(P0, P1);
    private final ScriptedProducer scripted = new ScriptedProducer();
    private final ScriptedProducer next = new ScriptedProducer();
    private final LoopHealth health = new LoopHealth(() -> 0);
    private final InFlightWindows windows = new InFlightWindows();
    private TransactionalPublisher publisher;
    private long now;

    @BeforeEach
    void start() {
        LoopSignals signals = new LoopSignals(health, KafkaMetrics.NONE, Clock.systemUTC(), () -> now);
        Outbox outbox = new Outbox(
                windows,
                new OutcomeRecords(KafkaConfigs.of(Map.of()).topics(), new ShadowRest(() -> now)),
                new CommitBounds(INTERVAL, 100, 1_000_000),
                signals);
        Iterator<ScriptedProducer> instances = List.of(scripted, next).iterator();
        publisher = new TransactionalPublisher(
                () -> instances.next().producer(), Duration.ofSeconds(20), consumer, outbox, signals);
        publisher.step();
        publisher.step();
        scripted.calls().clear();
    }

    @Test
    void shouldWriteCompletedPrefixesAfterTheInterval() {
        inFlight(done(P0, 1), done(P0, 2), unfinished(P0, 3), done(P1, 8));
        publisher.step();
        assertThat(scripted.sent()).isEmpty();

        step();

        assertThat(scripted.sent()).hasSize(3);
        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldWriteSoonerOnceCommitsWereQuick() {
        for (int offset = 1; offset <= 50; offset++) {
            inFlight(done(P0, offset));
            step();
        }
        inFlight(done(P0, 51));
        now += Duration.ofMillis(1).toNanos();

        publisher.step();

        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldWriteNothingBeforeTheGroupIsJoined() {
        inFlight(done(P0, 1));
        consumer.leave();

        step();

        assertThat(scripted.calls()).isEmpty();
    }

    @Test
    void shouldWriteOnlyWhatTheConsumerOwns() {
        inFlight(done(P0, 1), done(P1, 8));
        consumer.assign(Set.of(P1));

        step();

        assertThat(scripted.sent()).hasSize(1);
        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldSendTheSameAgainAfterAConfirmedAbort() {
        scripted.failing("sendOffsetsToTransaction", new CommitFailedException("old member"));
        inFlight(done(P0, 1));

        step();
        step();

        assertThat(scripted.sent()).hasSize(2);
        assertThat(consumer.asked()).as("calls of committed()").isZero();
        assertThat(windows.records()).isZero();
        assertThat(health.notReadyReason()).isEmpty();
    }

    @Test
    void shouldNotSendAgainWhatACommitWithoutAnswerHadWritten() {
        scripted.failing("commitTransaction", new InvalidProducerEpochException("timed out"));
        inFlight(done(P0, 1), done(P0, 2), unfinished(P0, 3));
        step();
        consumer.committed(P0, 3);

        step();
        step();

        assertThat(scripted.sent()).hasSize(2);
        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldSendAgainWhatACommitWithoutAnswerHadNotWritten() {
        scripted.failing("commitTransaction", new InvalidProducerEpochException("timed out"));
        inFlight(done(P0, 1), done(P0, 2));
        step();
        consumer.committed(P0, 1);

        step();
        step();

        assertThat(scripted.sent()).hasSize(4);
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldSendNothingWhileTheCommittedOffsetsAreUnstable() {
        scripted.failing("commitTransaction", new InvalidProducerEpochException("timed out"));
        inFlight(done(P0, 1));
        step();
        consumer.unstable(2);

        step();
        step();
        assertThat(scripted.sent()).hasSize(1);
        step();
        step();

        assertThat(scripted.sent()).hasSize(2);
    }

    @Test
    void shouldReadOnFromAnOffsetThatSomebodyElseCommitted() {
        scripted.failing("commitTransaction", new InvalidProducerEpochException("timed out"));
        InFlightRequest overtaken = unfinished(P0, 3);
        inFlight(done(P0, 1), overtaken);
        step();
        consumer.committed(P0, 50);

        step();
        step();

        assertThat(consumer.position(P0)).isEqualTo(50);
        assertThat(windows.records()).isZero();
        assertThat(overtaken.work()).isCancelled();
        assertThat(scripted.sent()).hasSize(1);
    }

    @Test
    void shouldKeepAnUnknownCommitUntilItIsAnswered() {
        scripted.failing("commitTransaction", new TimeoutException("no answer"));
        inFlight(done(P0, 1));
        step();
        assertThat(publisher.state()).isEqualTo(State.COMMIT_UNKNOWN);
        assertThat(windows.records()).isEqualTo(1);

        step();

        assertThat(windows.records()).isZero();
        assertThat(scripted.sent()).hasSize(1);
    }

    @Test
    void shouldNotConfirmRequestsOfAPartitionThatCameBackMeanwhile() {
        scripted.failing("commitTransaction", new TimeoutException("no answer"));
        inFlight(done(P0, 1));
        step();
        windows.open(P0);
        windows.add(unfinished(P0, 1));

        step();

        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldReconcileAfterARebuild() {
        scripted.failing("commitTransaction", new ProducerFencedException("fenced"))
                .failing("abortTransaction", new KafkaException("in error"));
        inFlight(done(P0, 1), done(P0, 2));
        step();
        consumer.committed(P0, 2);

        step();
        step();
        step();

        assertThat(next.calls()).startsWith("initTransactions");
        assertThat(next.sent()).hasSize(1);
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldTurnAResultThatIsTooLargeIntoADeadLetter() {
        scripted.refusing(new RecordTooLargeException("too large"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        inFlight(done(P0, 1));

        step();
        step();

        assertThat(scripted.sent().get(0).topic()).isEqualTo("images.classifications");
        assertThat(scripted.sent().get(1).topic()).isEqualTo("images.dead-letters");
        assertThat(scripted.sent().get(1).value()).isNotNull();
    }

    @Test
    void shouldDropTheValueOfADeadLetterThatIsTooLarge() {
        scripted.refusing(new RecordTooLargeException("too large"))
                .refusing(new RecordTooLargeException("too large"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        inFlight(done(P0, 1));

        step();
        step();
        step();

        assertThat(scripted.sent().get(2).value()).isNull();
        assertThat(new String(
                        scripted.sent()
                                .get(2)
                                .headers()
                                .lastHeader(DeadLetterHeaders.VALUE_DROPPED)
                                .value(),
                        UTF_8))
                .startsWith("4 bytes, sha256:");
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldWaitAndSayWhyWhenATopicMayNotBeWritten() {
        scripted.refusing(new TopicAuthorizationException(Set.of("images.classifications")))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        inFlight(done(P0, 1));

        step();
        step();
        assertThat(scripted.sent()).as("no hot loop").hasSize(1);
        assertThat(health.notReadyReason().orElseThrow()).contains("images.classifications");
        now += Duration.ofSeconds(1).toNanos();
        step();

        assertThat(scripted.sent()).hasSize(2);
        assertThat(health.notReadyReason()).isEmpty();
    }

    @Test
    void shouldSendSingleRecordsAfterThreeUnexplainedFailures() {
        for (int i = 0; i < 3; i++) {
            scripted.failing("sendOffsetsToTransaction", new KafkaException("strange"));
        }
        inFlight(done(P0, 1), done(P0, 2));
        step();
        step();
        step();
        now += Duration.ofSeconds(1).toNanos();

        step();

        assertThat(scripted.sent()).hasSize(7);
        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldCommitWhatIsCompleteWhenPartitionsAreRevoked() {
        inFlight(done(P0, 1), unfinished(P0, 2), done(P1, 8));

        publisher.settle(Set.of(P0), Duration.ZERO);

        assertThat(scripted.sent()).hasSize(1);
        assertThat(scripted.calls()).endsWith("commitTransaction");
    }

    @Test
    void shouldGiveUpAtTheFirstFaultWhenPartitionsAreRevoked() {
        scripted.failing("sendOffsetsToTransaction", new CommitFailedException("old member"));
        inFlight(done(P0, 1));

        publisher.settle(Set.of(P0), Duration.ZERO);

        assertThat(scripted.calls()).containsOnlyOnce("beginTransaction").endsWith("abortTransaction");
    }

    @Test
    void shouldLeaveAnUndecidedTransactionToTheNextOwner() {
        scripted.failing("commitTransaction", new TimeoutException("no answer"));
        inFlight(done(P0, 1));
        step();
        scripted.calls().clear();

        publisher.settle(Set.of(P0), Duration.ofSeconds(1));

        assertThat(scripted.calls()).isEmpty();
    }

    private void step() {
        now += INTERVAL.toNanos();
        publisher.step();
    }

    private void inFlight(InFlightRequest... requests) {
        windows.open(P0);
        windows.open(P1);
        List.of(requests).forEach(windows::add);
    }
}
