package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static dev.alexstream.kafka.InFlight.P1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    private final GroupMember consumer = new GroupMember(P0, P1);
    private final InFlightWindows windows = new InFlightWindows();
    private final SettleLog publisher = new SettleLog();
    private final LoopHealth health = new LoopHealth(System::nanoTime);
    private final List<Long> missed = new ArrayList<>();
    private final RequestReader reader = new RequestReader(
            consumer, windows, publisher, new LoopSignals(health, metrics(), Clock.systemUTC(), System::nanoTime));

    @BeforeEach
    void place() {
        consumer.updateBeginningOffsets(Map.of(P0, 10L, P1, 0L));
        consumer.seek(P0, 20);
        consumer.seek(P1, 0);
    }

    @Test
    void shouldHandOnRecordsWithTheirCoordinates() {
        consumer.addRecord(new ConsumerRecord<>("requests", 0, 20, null, new byte[] {1}));

        List<ReceivedRequest> received = reader.poll();

        assertThat(received).hasSize(1);
        assertThat(received.get(0).record().coordinates().asId()).isEqualTo("requests-0-20");
        assertThat(health.groupJoined()).isTrue();
    }

    @Test
    void shouldPollBrieflyWhileResultsAreOnTheirWay() {
        reader.poll();
        Duration idle = consumer.patience();
        windows.add(InFlight.unfinished(P0, 20));

        reader.poll();
        Duration busy = consumer.patience();
        reader.regulate(false);
        reader.poll();

        assertThat(busy).isLessThan(consumer.patience());
        assertThat(consumer.patience()).isLessThan(idle);
    }

    @Test
    void shouldBeginAtTheBeginningWhenTheGroupIsNew() {
        consumer.setPollException(new NoOffsetForPartitionException(Set.of(P0)));

        reader.poll();

        assertThat(consumer.position(P0)).isEqualTo(10);
        assertThat(consumer.position(P1)).isZero();
    }

    @Test
    void shouldGoOnWhenThePartitionThatIsNewWasTakenAway() {
        TopicPartition gone = new TopicPartition("requests", 9);
        consumer.setPollException(new NoOffsetForPartitionException(Set.of(gone)));

        assertThat(reader.poll()).isEmpty();
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void shouldCountRequestsThatWereDeletedBeforeTheyWereRead() {
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(P0, 4L)));

        reader.poll();

        assertThat(consumer.position(P0)).isEqualTo(10);
        assertThat(missed).containsExactly(6L);
    }

    @Test
    void shouldStopAPartitionWhoseEndWasLost() {
        consumer.setPollException(new OffsetOutOfRangeException(Map.of(P0, 40L)));

        reader.poll();
        reader.regulate(true);
        reader.poll();

        assertThat(consumer.paused()).containsExactly(P0);
        assertThat(consumer.position(P0)).isEqualTo(20);
        assertThat(health.notReadyReason().orElseThrow()).contains("beyond the end");
    }

    @Test
    void shouldSayWhyAndGoOnWhenReadingIsRefused() {
        consumer.setPollException(new TopicAuthorizationException(Set.of("requests")));

        reader.poll();
        assertThat(health.notReadyReason().orElseThrow()).contains("requests");
        reader.poll();

        assertThat(health.notReadyReason()).isEmpty();
    }

    @Test
    void shouldGoOnAfterAnUnexpectedFault() {
        consumer.setPollException(new KafkaException("strange"));
        consumer.addRecord(new ConsumerRecord<>("requests", 0, 20, null, new byte[] {1}));

        assertThat(reader.poll()).isEmpty();
        assertThat(reader.poll()).hasSize(1);
    }

    @Test
    void shouldEndWhenAnotherWorkerHasTheSameName() {
        consumer.setPollException(new FencedInstanceIdException("fenced"));

        assertThatThrownBy(reader::poll)
                .isInstanceOf(KafkaSetupException.class)
                .hasMessageContaining("group.instance.id");
    }

    @Test
    void shouldPauseAndResumeWhatIsAssigned() {
        reader.regulate(false);
        assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);

        reader.regulate(true);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void shouldPausePartitionsThatComeWhileTheGateIsClosed() {
        reader.regulate(false);
        consumer.resume(Set.of(P0, P1));

        reader.onPartitionsAssigned(List.of(P1));

        assertThat(consumer.paused()).containsExactly(P1);
    }

    @Test
    void shouldCommitAndThenForgetRevokedPartitions() {
        InFlightRequest unfinished = InFlight.unfinished(P0, 20);
        windows.open(P0);
        windows.add(unfinished);

        reader.onPartitionsRevoked(List.of(P0));

        assertThat(publisher.settled).containsExactly(Set.of(P0));
        assertThat(windows.records()).isZero();
        assertThat(unfinished.work()).isCancelled();
    }

    @Test
    void shouldForgetLostPartitionsWithoutCommitting() {
        windows.open(P0);
        windows.add(InFlight.done(P0, 20));

        reader.onPartitionsLost(List.of(P0));

        assertThat(publisher.settled).isEmpty();
        assertThat(windows.records()).isZero();
    }

    private KafkaMetrics metrics() {
        return new KafkaMetrics() {
            @Override
            public void missed(long records) {
                missed.add(records);
            }
        };
    }

    private static final class SettleLog implements Publisher {

        private final List<Set<TopicPartition>> settled = new ArrayList<>();

        @Override
        public void step() {}

        @Override
        public void settle(Set<TopicPartition> leaving, Duration bound) {
            settled.add(leaving);
        }

        @Override
        public void close(Duration bound) {}
    }
}
