package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static dev.alexstream.kafka.InFlight.shadowed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.junit.jupiter.api.Test;

/** What shadows say goes with the outcomes, or is left out where it is in their way. */
class ShadowPublishingTest {

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int MAX_RECORDS = 10;
    private static final String RESULT = "images.classifications";
    private static final String SHADOW = "images.shadow";

    private final GroupMember consumer = new GroupMember(P0);
    private final ScriptedProducer scripted = new ScriptedProducer();
    private final ScriptedProducer next = new ScriptedProducer();
    private final InFlightWindows windows = new InFlightWindows();
    private final LoopSignals signals =
            new LoopSignals(new LoopHealth(() -> 0), KafkaMetrics.NONE, Clock.systemUTC(), this::now);
    private final Outbox outbox = new Outbox(
            windows,
            new OutcomeRecords(KafkaConfigs.of(Map.of()).topics(), new ShadowRest(this::now)),
            new CommitBounds(INTERVAL, MAX_RECORDS, 1_000_000),
            signals);
    private final Iterator<ScriptedProducer> instances = List.of(scripted, next).iterator();
    private Publisher publisher;
    private long now;

    @Test
    void shouldSendBothAgainAfterAConfirmedAbort() {
        scripted.failing("sendOffsetsToTransaction", new CommitFailedException("old member"));
        startExactlyOnce();
        windows.add(shadowed(P0, 1));

        step();
        step();

        assertThat(topics(scripted)).containsExactly(RESULT, SHADOW, RESULT, SHADOW);
        assertThat((byte[]) scripted.sent().get(3).value())
                .isEqualTo((byte[]) scripted.sent().get(1).value());
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldCountWhatShadowsSayAmongTheRecordsOfATransaction() {
        startExactlyOnce();
        for (int offset = 1; offset <= MAX_RECORDS; offset++) {
            windows.add(shadowed(P0, offset));
        }

        step();

        assertThat(scripted.sent()).hasSize(MAX_RECORDS);
        assertThat(windows.records()).isEqualTo(MAX_RECORDS / 2);
    }

    @Test
    void shouldGoOnWithoutShadowsForAWhileWhenTheirTopicDoesNotAnswer() {
        scripted.refusing(null)
                .refusing(new TimeoutException("no such topic"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        startExactlyOnce();
        windows.add(shadowed(P0, 1));
        windows.add(shadowed(P0, 2));
        step();
        assertThat(topics(scripted)).as("waited for once").containsExactly(RESULT, SHADOW, RESULT);

        step();
        assertThat(windows.records()).isZero();
        now += ShadowRest.LENGTH.toNanos();
        windows.add(shadowed(P0, 3));
        step();

        assertThat(topics(scripted).subList(3, 7)).containsExactly(RESULT, RESULT, RESULT, SHADOW);
    }

    @Test
    void shouldGoOnWithoutShadowsThatAreNotAllowed() {
        scripted.refusing(null)
                .refusing(new TopicAuthorizationException("not allowed"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        startExactlyOnce();
        windows.add(shadowed(P0, 1));

        step();
        step();
        windows.add(shadowed(P0, 2));
        step();

        assertThat(topics(scripted)).containsExactly(RESULT, SHADOW, RESULT, RESULT);
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldSuspectShadowsOfWhatFailsAgainAndAgain() {
        startExactlyOnce();
        for (int i = 0; i < 3; i++) {
            scripted.refusing(null)
                    .refusing(new UnknownServerException("strange"))
                    .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        }
        windows.add(shadowed(P0, 1));
        step();
        step();
        step();

        now += Duration.ofSeconds(2).toNanos();
        step();

        assertThat(topics(scripted)).endsWith(RESULT, SHADOW, RESULT).hasSize(7);
        assertThat(windows.records()).isZero();
    }

    @Test
    void shouldNotRepeatAtLeastOnceResultsWhoseShadowsFail() {
        scripted.refusing(null).refusing(new TimeoutException("no such topic"));
        publisher = new AcknowledgedPublisher(() -> instances.next().producer(), consumer, outbox, signals);
        windows.open(P0);
        windows.add(shadowed(P0, 1));
        windows.add(shadowed(P0, 2));

        step();
        step();

        assertThat(topics(scripted)).containsExactly(RESULT, SHADOW, RESULT);
        assertThat(next.sent()).isEmpty();
        assertThat(consumer.lastCommit()).containsExactly(Map.entry(P0, 3L));
    }

    private void startExactlyOnce() {
        publisher = new TransactionalPublisher(
                () -> instances.next().producer(), Duration.ofSeconds(20), consumer, outbox, signals);
        publisher.step();
        publisher.step();
        windows.open(P0);
    }

    private void step() {
        now += INTERVAL.toNanos();
        publisher.step();
    }

    private long now() {
        return now;
    }

    private static List<String> topics(ScriptedProducer producer) {
        return producer.sent().stream().map(ProducerRecord::topic).toList();
    }
}
