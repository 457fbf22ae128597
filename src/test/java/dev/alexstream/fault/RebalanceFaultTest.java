package dev.alexstream.fault;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers come, go and fall asleep while requests flow. */
@Tag("fault")
class RebalanceFaultTest {

    private static final Duration BOUND = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(Assignment.class)
    void shouldWriteEachOutcomeOnceWhileAnotherWorkerJoinsAndLeaves(Assignment assignment) throws Exception {
        long seed = Seeds.next();
        TopicSet topics = new TopicSet("joins").assignedBy(assignment).create();
        try (RequestFlow flow = RequestFlow.start(topics, 1_000, 80);
                WorkerProcess staying = WorkerProcess.fake(topics, Misbehaviour.NONE, seed)) {
            staying.awaitJoined();
            try (WorkerProcess leaving = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1)) {
                leaving.awaitJoined().stop();
            }
            try (WorkerProcess killed = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 2)) {
                killed.awaitJoined().kill();
            }
            flow.finish(BOUND);
            staying.assertAlive();
            staying.stop();
            flow.assertExactlyOnce(seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Assignment.class)
    void shouldWriteEachOutcomeOnceWhenAWorkerFreezesBeyondItsSession(Assignment assignment) throws Exception {
        long seed = Seeds.next();
        TopicSet topics = new TopicSet("freezes").assignedBy(assignment).create();
        try (RequestFlow flow = RequestFlow.start(topics, 1_200, 60);
                WorkerProcess awake = WorkerProcess.fake(topics, Misbehaviour.NONE, seed);
                WorkerProcess sleeper = WorkerProcess.fake(topics, Misbehaviour.NONE, seed + 1)) {
            awake.awaitJoined();
            sleeper.awaitJoined();
            sleeper.freeze();
            // longer than the session of 6 s
            Thread.sleep(10_000);
            sleeper.thaw();
            flow.finish(BOUND);
            sleeper.assertAlive();
            sleeper.stop();
            awake.stop();
            flow.assertExactlyOnce(seed);
        }
    }
}
