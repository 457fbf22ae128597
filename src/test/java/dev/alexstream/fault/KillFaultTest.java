package dev.alexstream.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workers die at random moments, and at chosen ones. */
class KillFaultTest {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @Test
    @Tag("fault")
    void shouldWriteEachOutcomeOnceThroughTenKills() throws Exception {
        long seed = Seeds.next();
        Random random = new Random(seed);
        TopicSet topics =
                new TopicSet("kills").assignedBy(Assignment.COOPERATIVE).create();
        List<WorkerProcess> workers = new ArrayList<>();
        try (RequestFlow flow = RequestFlow.start(topics, 2_000, 60)) {
            workers.add(WorkerProcess.fake(topics, Misbehaviour.NONE, seed));
            workers.add(WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1));
            for (int kill = 0; kill < 10; kill++) {
                WorkerProcess victim = workers.remove(random.nextInt(workers.size()));
                victim.awaitJoined();
                // the random moment of this kill
                Thread.sleep(random.nextInt(2_000));
                victim.kill();
                workers.add(WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 2 + kill));
            }
            flow.finish(BOUND);
            flow.assertExactlyOnce(seed);
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    /** Part of the ordinary tests: the one moment that random kills seldom meet. */
    @Test
    void shouldHideTheOutcomesOfAWorkerThatDiesBeforeItsCommit() throws Exception {
        long seed = Seeds.next();
        TopicSet topics =
                new TopicSet("dies").assignedBy(Assignment.COOPERATIVE).create();
        try (RequestFlow flow = RequestFlow.start(topics, 300, 100);
                WorkerProcess dying = WorkerProcess.fake(topics, Misbehaviour.DIE_BEFORE_COMMIT, seed)) {
            dying.awaitDeath();
            try (WorkerProcess heir = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1)) {
                flow.finish(BOUND);
                heir.stop();
            }

            flow.assertExactlyOnce(seed);
            assertThat(flow.audit(IsolationLevel.READ_UNCOMMITTED).duplicated())
                    .as("the audit sees the outcomes that were never committed")
                    .isPositive();
        }
    }

    @Test
    @Tag("fault")
    void shouldFindTheLossOfAWorkerThatCommitsOffsetsFirst() throws Exception {
        long seed = Seeds.next();
        TopicSet topics =
                new TopicSet("offsets-first").assignedBy(Assignment.COOPERATIVE).create();
        try (RequestFlow flow = RequestFlow.start(topics, 300, 100);
                WorkerProcess dying = WorkerProcess.fake(topics, Misbehaviour.OFFSETS_FIRST, seed)) {
            dying.awaitDeath();
            try (WorkerProcess heir = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1)) {
                flow.finish(BOUND);
                heir.stop();
            }

            AuditReport report = flow.audit(IsolationLevel.READ_COMMITTED);
            assertThat(report.lost()).as("%s", report).isPositive();
        }
    }
}
