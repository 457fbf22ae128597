package dev.alexstream.kafka;

import static dev.alexstream.kafka.InFlight.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.kafka.CommitPlan.Planned;
import dev.alexstream.kafka.CommitPlan.Slice;
import dev.alexstream.kafka.KafkaMetrics.TransactionResult;
import dev.alexstream.kafka.TransactionalProducer.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the exception table: what was thrown where, and which state follows. */
class TransactionalProducerTest {

    private static final ConsumerGroupMetadata GROUP =
            new ConsumerGroupMetadata("group", 1, "member", Optional.empty());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> events = new ArrayList<>();
    private final CommitPlan plan = new CommitPlan(List.of(new Slice(
            new PartitionWindow(P0),
            List.of(new Planned(InFlight.done(P0, 4), List.of(new ProducerRecord<>("results", new byte[1])))))));
    private long now;

    @AfterEach
    void shouldLeaveNoInterruptBehind() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldSendRecordsAndOffsetsInOneTransaction() {
        ScriptedProducer scripted = new ScriptedProducer();
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);

        assertThat(scripted.calls())
                .containsExactly(
                        "initTransactions",
                        "beginTransaction",
                        "send",
                        "sendOffsetsToTransaction",
                        "commitTransaction");
        assertThat(events).containsExactly("rebuilt", "COMMITTED", "committed");
        assertThat(producer.mustReconcile()).isFalse();
    }

    @Test
    void shouldRefuseToWriteBeforeItIsKnownWhatIsCommitted() {
        TransactionalProducer producer = started(new ScriptedProducer());

        assertThat(producer.mustReconcile()).isTrue();
        assertThatThrownBy(() -> producer.write(plan, GROUP)).isInstanceOf(IllegalStateException.class);
    }

    static Stream<RuntimeException> unknown() {
        return Stream.of(new InterruptException("interrupted"), new TimeoutException("no answer"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void shouldRepeatTheSameCommitWhenItsAnswerIsUnknown(RuntimeException noAnswer) {
        Interrupts.clear();
        ScriptedProducer scripted = new ScriptedProducer()
                .failing("commitTransaction", noAnswer)
                .failing("commitTransaction", new TimeoutException("still none"));
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);
        assertThat(producer.state()).isEqualTo(State.COMMIT_UNKNOWN);
        producer.recover();
        assertThat(producer.state()).isEqualTo(State.COMMIT_UNKNOWN);
        assertThat(events).doesNotContain("committed");
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isFalse();
        assertThat(scripted.calls()).doesNotContain("abortTransaction", "close");
        assertThat(events).containsExactly("rebuilt", "UNKNOWN", "COMMITTED", "committed");
    }

    @Test
    void shouldRebuildWhenACommitStaysUnknownBeyondPatience() {
        ScriptedProducer first = new ScriptedProducer()
                .failing("commitTransaction", new TimeoutException("no answer"))
                .failing("commitTransaction", new TimeoutException("no answer"));
        ScriptedProducer second = new ScriptedProducer();
        TransactionalProducer producer = ready(first, second);

        producer.write(plan, GROUP);
        now += PATIENCE.toNanos() + 1;
        producer.recover();
        assertThat(producer.state()).isEqualTo(State.BROKEN);
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isTrue();
        assertThat(first.calls()).doesNotContain("abortTransaction").endsWith("close");
        assertThat(second.calls()).containsExactly("initTransactions");
    }

    @Test
    void shouldReconcileWhenAnUnknownCommitIsRefusedLater() {
        ScriptedProducer scripted = new ScriptedProducer()
                .failing("commitTransaction", new TimeoutException("no answer"))
                .failing("commitTransaction", new InvalidProducerEpochException("timed out"));
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isTrue();
        assertThat(events).endsWith("ABORTED", "failed").doesNotContain("committed");
    }

    static Stream<Arguments> abortable() {
        return Stream.of(
                Arguments.of("send", new InvalidProducerEpochException("timed out"), false),
                Arguments.of("send", new KafkaException("expired", new TransactionAbortableException("x")), false),
                Arguments.of("send", new RecordTooLargeException("large"), false),
                Arguments.of("sendOffsetsToTransaction", new CommitFailedException("old member"), false),
                Arguments.of("sendOffsetsToTransaction", new TimeoutException("away"), false),
                Arguments.of("sendOffsetsToTransaction", new TransactionAbortableException("expired"), false),
                Arguments.of("sendOffsetsToTransaction", new FencedInstanceIdException("twice"), false),
                Arguments.of("sendOffsetsToTransaction", GroupAuthorizationException.forGroupId("group"), false),
                Arguments.of("commitTransaction", new KafkaException("earlier", new TimeoutException("x")), true),
                Arguments.of("commitTransaction", new RecordTooLargeException("large"), true),
                Arguments.of("commitTransaction", new TransactionAbortableException("expired"), true),
                Arguments.of("commitTransaction", new InvalidProducerEpochException("timed out"), true));
    }

    @ParameterizedTest
    @MethodSource("abortable")
    void shouldGoOnAfterAConfirmedAbort(String where, RuntimeException fault, boolean reconcile) {
        ScriptedProducer scripted = new ScriptedProducer().failing(where, fault);
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isEqualTo(reconcile);
        assertThat(scripted.calls()).endsWith("abortTransaction");
        assertThat(events).containsExactly("rebuilt", "ABORTED", "failed");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void shouldRepeatAnAbortThatIsNotAnswered(RuntimeException noAnswer) {
        Interrupts.clear();
        ScriptedProducer scripted = new ScriptedProducer()
                .failing("sendOffsetsToTransaction", new TimeoutException("away"))
                .failing("abortTransaction", noAnswer);
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);
        assertThat(producer.state()).isEqualTo(State.ABORT_PENDING);
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isFalse();
        assertThat(scripted.calls()).doesNotContain("commitTransaction").endsWith("abortTransaction");
    }

    static Stream<Arguments> fatal() {
        return Stream.of(
                Arguments.of("sendOffsetsToTransaction", new ProducerFencedException("fenced")),
                Arguments.of(
                        "sendOffsetsToTransaction",
                        new KafkaException("Unexpected error in TxnOffsetCommitResponse: x")),
                Arguments.of("commitTransaction", new InvalidTxnStateException("aborted by the coordinator")),
                Arguments.of("commitTransaction", new ProducerFencedException("fenced")));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void shouldStartTheSameIdAgainWhenTheAbortThrows(String where, RuntimeException fault) {
        ScriptedProducer first = new ScriptedProducer()
                .failing(where, fault)
                .failing("abortTransaction", new KafkaException("in error", fault));
        TransactionalProducer producer = ready(first, new ScriptedProducer());

        producer.write(plan, GROUP);
        assertThat(producer.state()).isEqualTo(State.BROKEN);
        assertThat(first.calls()).endsWith("close");
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(producer.mustReconcile()).isTrue();
        assertThat(events).containsExactly("rebuilt", "REBUILT", "failed", "rebuilt");
    }

    @Test
    void shouldRebuildWhenATransactionCannotBegin() {
        ScriptedProducer first = new ScriptedProducer().failing("beginTransaction", new KafkaException("in error"));
        TransactionalProducer producer = ready(first, new ScriptedProducer());

        producer.write(plan, GROUP);

        assertThat(producer.state()).isEqualTo(State.BROKEN);
        assertThat(first.calls()).doesNotContain("send", "abortTransaction").endsWith("close");
    }

    @Test
    void shouldRepeatAStartThatIsNotAnsweredOnTheSameInstance() {
        ScriptedProducer scripted = new ScriptedProducer()
                .failing("initTransactions", new TimeoutException("away"))
                .failing("initTransactions", new TimeoutException("away"));
        TransactionalProducer producer = started(scripted);
        producer.recover();
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(scripted.calls()).containsExactly("initTransactions", "initTransactions", "initTransactions");
        assertThat(events).containsExactly("unavailable", "unavailable", "rebuilt");
    }

    @Test
    void shouldTakeANewProducerWhenTheStartIsRefused() {
        ScriptedProducer refused = new ScriptedProducer()
                .failing("initTransactions", new TransactionalIdAuthorizationException("not allowed"));
        TransactionalProducer producer = started(refused, new ScriptedProducer());
        assertThat(producer.state()).isEqualTo(State.BROKEN);
        producer.recover();

        assertThat(producer.state()).isEqualTo(State.IDLE);
        assertThat(refused.calls()).endsWith("close");
    }

    @Test
    void shouldTellWhichRecordsWereRefused() {
        ScriptedProducer scripted = new ScriptedProducer()
                .refusing(new RecordTooLargeException("large"))
                .failing("sendOffsetsToTransaction", new KafkaException("in error"));
        TransactionalProducer producer = ready(scripted);

        producer.write(plan, GROUP);

        assertThat(events).endsWith("ABORTED", "failed with 1 refusals");
    }

    private TransactionalProducer ready(ScriptedProducer... instances) {
        TransactionalProducer producer = started(instances);
        producer.reconciled();
        return producer;
    }

    private TransactionalProducer started(ScriptedProducer... instances) {
        Iterator<ScriptedProducer> next = List.of(instances).iterator();
        TransactionalProducer producer =
                new TransactionalProducer(() -> next.next().producer(), new Recorder(), PATIENCE, () -> now);
        producer.recover();
        return producer;
    }

    private final class Recorder implements TransactionalProducer.Listener {

        @Override
        public void committed(CommitPlan committed) {
            events.add("committed");
        }

        @Override
        public void failed(CommitPlan failed, Sends sends, RuntimeException cause) {
            int refusals = sends.refusals().size();
            events.add(refusals == 0 ? "failed" : "failed with " + refusals + " refusals");
        }

        @Override
        public void unavailable(RuntimeException cause) {
            events.add("unavailable");
        }

        @Override
        public void rebuilt() {
            events.add("rebuilt");
        }

        @Override
        public void ended(TransactionResult result) {
            events.add(result.name());
        }
    }
}
