package dev.alexstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.RunningLoop;
import dev.alexstream.Waiting;
import dev.alexstream.devbroker.BrokerBehindProxy;
import dev.alexstream.devbroker.EmbeddedBroker;
import dev.alexstream.fault.AnswerHoldingProxy.Treatment;
import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.TopicSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The broker goes away, or its answers do. */
@Tag("fault")
class BrokerFaultTest {

    private static final Duration BOUND = Duration.ofSeconds(150);
    private static final List<Treatment> TREATMENTS = List.of(Treatment.values());
    private static final int LOST_ANSWERS = 8;

    @TempDir
    private Path folder;

    @Test
    void shouldWriteEachOutcomeOnceWhenTheBrokerIsAwayForTwentySeconds() throws Exception {
        long seed = Seeds.next();
        EmbeddedBroker broker = EmbeddedBroker.start(0, folder);
        int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
        TopicSet topics = new TopicSet("outage", broker.bootstrapServers())
                .assignedBy(Assignment.COOPERATIVE)
                .create();
        try (RequestFlow flow = RequestFlow.start(topics, 2_000, 60);
                WorkerProcess one = WorkerProcess.fake(topics, Misbehaviour.NONE, seed);
                WorkerProcess two = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1)) {
            one.awaitJoined();
            two.awaitJoined();
            broker.close();
            // the outage
            Thread.sleep(20_000);
            broker = EmbeddedBroker.start(port, folder);
            flow.finish(BOUND);
            one.assertAlive();
            two.assertAlive();
            one.stop();
            two.stop();
            flow.assertExactlyOnce(seed);
        } finally {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COOPERATIVE", "CONSUMER"})
    void shouldWriteEachOutcomeOnceWhenAnswersToCommitsAreLost(Assignment assignment) throws Exception {
        long seed = Seeds.next();
        CommitCount commits = new CommitCount();
        try (AnswerHoldingProxy proxy = new AnswerHoldingProxy();
                EmbeddedBroker broker = BrokerBehindProxy.start(folder, proxy.port())) {
            proxy.forwardTo(broker.bootstrapServers());
            TopicSet topics = behind(proxy).assignedBy(assignment).create();
            try (RequestFlow flow = RequestFlow.start(topics, 1_500, 60);
                    RunningLoop one = RunningLoop.start(topics, Misbehaviour.NONE, commits);
                    RunningLoop two = RunningLoop.start(topics, Misbehaviour.NONE, commits)) {
                for (int i = 0; i < LOST_ANSWERS; i++) {
                    proxy.treatNext(TREATMENTS.get(i % TREATMENTS.size()));
                    Waiting.until("an answer was lost", BOUND, () -> proxy.waiting() == 0);
                }
                flow.finish(BOUND);
                one.assertAlive();
                two.assertAlive();
                one.stop();
                two.stop();
                flow.assertExactlyOnce(seed);
            }
        }
        assertThat(commits.unknown.get())
                .as("commits whose answer did not come in time")
                .isPositive();
    }

    @Test
    void shouldFindTheDuplicatesOfAWorkerThatSendsAgainWithoutAsking() throws Exception {
        try (AnswerHoldingProxy proxy = new AnswerHoldingProxy();
                EmbeddedBroker broker = BrokerBehindProxy.start(folder, proxy.port())) {
            proxy.forwardTo(broker.bootstrapServers());
            TopicSet topics = behind(proxy).assignedBy(Assignment.COOPERATIVE).create();
            try (RequestFlow flow = RequestFlow.start(topics, 300, 60);
                    RunningLoop reckless = RunningLoop.start(topics, Misbehaviour.SEND_AGAIN, KafkaMetrics.NONE)) {
                Waiting.until("the group is joined", BOUND, reckless.health()::groupJoined);
                proxy.treatNext(Treatment.HOLD);
                flow.finish(BOUND);

                AuditReport report = flow.audit(IsolationLevel.READ_COMMITTED);
                assertThat(report.duplicated()).as("%s", report).isPositive();
            }
        }
    }

    private static TopicSet behind(AnswerHoldingProxy proxy) {
        return new TopicSet("answers", "127.0.0.1:" + proxy.port());
    }

    private static final class CommitCount implements KafkaMetrics {

        private final AtomicInteger unknown = new AtomicInteger();

        @Override
        public void transaction(TransactionResult result) {
            if (result == TransactionResult.UNKNOWN) {
                unknown.incrementAndGet();
            }
        }
    }
}
