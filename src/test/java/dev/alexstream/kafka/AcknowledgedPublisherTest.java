package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static dev.alexstream.kafka.InFlight.P1;
import static dev.alexstream.kafka.InFlight.done;
import static dev.alexstream.kafka.InFlight.unfinished;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgedPublisherTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final GroupMember consumer = new GroupMember(P0, P1);
    private final ScriptedProducer scripted = new ScriptedProducer();
    private final ScriptedProducer next = new ScriptedProducer();
    private final LoopHealth health = new LoopHealth(() -> 0);
    private final InFlightWindows windows = new InFlightWindows();
    private AcknowledgedPublisher publisher;
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
        publisher = new AcknowledgedPublisher(() -> instances.next().producer(), consumer, outbox, signals);
        windows.open(P0);
        windows.open(P1);
    }

    @Test
    void shouldWriteAtOnceAndCommitAfterTheInterval() {
        inFlight(done(P0, 1), unfinished(P0, 2));

        publisher.step();
        assertThat(scripted.sent()).hasSize(1);
        assertThat(consumer.lastCommit()).isEmpty();
        now += INTERVAL.toNanos();
        publisher.step();

        assertThat(scripted.sent()).as("sent once").hasSize(1);
        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
        assertThat(windows.records()).isEqualTo(1);
    }

    @Test
    void shouldCommitOnlyWhatComesBeforeTheFirstFault() {
        scripted.refusing(null).refusing(new TimeoutException("expired"));
        inFlight(done(P0, 1), done(P0, 2), done(P0, 3));
        now += INTERVAL.toNanos();

        publisher.step();

        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
        publisher.step();
        assertThat(next.sent()).as("sent again by a new producer").hasSize(2);
    }

    @Test
    void shouldCommitLaterWithoutSendingAgainWhenTheGroupIsRebalancing() {
        consumer.failCommit(new CommitFailedException("old member"));
        inFlight(done(P0, 1));
        now += INTERVAL.toNanos();
        publisher.step();
        assertThat(windows.records()).isEqualTo(1);

        publisher.step();

        assertThat(scripted.sent()).hasSize(1);
        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldTurnAResultThatIsTooLargeIntoADeadLetter() {
        scripted.refusing(new RecordTooLargeException("too large"));
        inFlight(done(P0, 1));

        publisher.step();
        publisher.step();

        assertThat(next.sent()).hasSize(1);
        assertThat(next.sent().get(0).topic()).isEqualTo("images.dead-letters");
    }

    @Test
    void shouldWaitAndSayWhyWhenATopicMayNotBeWritten() {
        Exception denied = new TopicAuthorizationException(Set.of("images.classifications"));
        scripted.refusing(null).refusing(denied);
        next.refusing(denied);
        inFlight(done(P0, 1), done(P1, 8));
        now += INTERVAL.toNanos();

        publisher.step();
        publisher.step();

        assertThat(consumer.lastCommit()).as("what is written").hasSize(1);
        assertThat(next.sent()).as("no hot loop").isEmpty();
        assertThat(health.notReadyReason().orElseThrow()).contains("images.classifications");
        now += Duration.ofSeconds(1).toNanos();
        publisher.step();
        publisher.step();
        assertThat(next.sent()).as("nothing is written, no hot loop either").hasSize(1);
        assertThat(health.notReadyReason().orElseThrow()).contains("images.classifications");
    }

    @Test
    void shouldWriteAndCommitWhatIsCompleteWhenPartitionsAreRevoked() {
        inFlight(done(P0, 1), unfinished(P0, 2), done(P1, 8));

        publisher.settle(Set.of(P0), Duration.ZERO);

        assertThat(scripted.sent()).hasSize(1);
        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
    }

    @Test
    void shouldCommitWhatWasWrittenBeforeWhenPartitionsAreRevoked() {
        inFlight(done(P0, 1), unfinished(P0, 2));
        publisher.step();
        assertThat(consumer.lastCommit()).as("the interval is not over").isEmpty();

        publisher.settle(Set.of(P0), Duration.ZERO);

        assertThat(scripted.sent()).as("sent once").hasSize(1);
        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
    }

    @Test
    void shouldCommitWhatComesBeforeAFaultWhenPartitionsAreRevoked() {
        scripted.refusing(null).refusing(new TimeoutException("expired"));
        inFlight(done(P0, 1), done(P0, 2));

        publisher.settle(Set.of(P0), Duration.ZERO);

        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 2L));
    }

    private void inFlight(InFlightRequest... requests) {
        List.of(requests).forEach(windows::add);
    }
}
