package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.IntakeGate;
import dev.alexstream.kafka.KafkaLink;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.kafka.LoopHealth;
import dev.alexstream.kafka.LoopSignals;
import dev.alexstream.kafka.Misbehaviour;
import dev.alexstream.kafka.RequestHandler;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;

/** A loop on a thread of its own, with a fake classifier. */
public final class RunningLoop implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ClassificationLoop loop;
    private final Thread thread;
    private final KafkaLink link;

    private RunningLoop(KafkaLink link, RequestHandler handler, IntakeGate gate) {
        this.link = link;
        this.loop = new ClassificationLoop(link, handler, gate);
        this.thread = new Thread(loop, "kafka-loop");
        thread.start();
    }

    public static RunningLoop start(TopicSet topics) {
        return start(topics, Misbehaviour.NONE, KafkaMetrics.NONE);
    }

    public static RunningLoop start(TopicSet topics, Misbehaviour misbehaviour, KafkaMetrics metrics) {
        return new RunningLoop(
                misbehaviour.open(topics, LoopSignals.of(metrics)), new FakeClassification(1, 20), () -> true);
    }

    public static RunningLoop start(TopicSet topics, RequestHandler handler, IntakeGate gate) {
        return new RunningLoop(topics.open(LoopSignals.of(KafkaMetrics.NONE)), handler, gate);
    }

    public LoopHealth health() {
        return link.health();
    }

    public void assertAlive() {
        assertThat(thread.isAlive()).as("the loop goes on").isTrue();
    }

    public void stop() throws InterruptedException {
        assertThat(loop.stop(BOUND)).as("the loop ends").isTrue();
    }

    @Override
    public void close() {
        try {
            loop.stop(Duration.ZERO);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
