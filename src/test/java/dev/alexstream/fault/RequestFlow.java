package dev.alexstream.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;

/** Requests at an even pace while workers suffer: every tenth bad, half of them with keys. */
public final class RequestFlow implements AutoCloseable {

    /** What the requests say. */
    public interface Values {

        byte[] good(int number);

        byte[] bad(int number);
    }

    /** As the fake classification reads them. */
    private static final Values TEXTS = new Values() {
        @Override
        public byte[] good(int number) {
            return ("id-" + number).getBytes(UTF_8);
        }

        @Override
        public byte[] bad(int number) {
            return ("bad-" + number).getBytes(UTF_8);
        }
    };

    private static final Duration AUDIT_PATIENCE = Duration.ofSeconds(60);

    private final TopicSet topics;
    private final int atLeast;
    private final Values values;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "request-flow");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean finishing = new AtomicBoolean();
    private int published;

    private RequestFlow(TopicSet topics, int atLeast, Values values) {
        this.topics = topics;
        this.atLeast = atLeast;
        this.values = values;
        this.producer = topics.producer();
    }

    static RequestFlow start(TopicSet topics, int atLeast, int perSecond) {
        return start(topics, atLeast, perSecond, TEXTS);
    }

    public static RequestFlow start(TopicSet topics, int atLeast, int perSecond, Values values) {
        RequestFlow flow = new RequestFlow(topics, atLeast, values);
        var unused = flow.clock.scheduleAtFixedRate(
                flow::publishOne, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
        return flow;
    }

    private void publishOne() {
        if (published >= atLeast && finishing.get()) {
            ended.countDown();
            return;
        }
        byte[] value = published % 10 == 9 ? values.bad(published) : values.good(published);
        byte[] key = published % 2 == 0 ? ("key-" + published % 14).getBytes(UTF_8) : null;
        var unused = producer.send(new ProducerRecord<>(topics.topics().requests(), key, value));
        published++;
    }

    /** Ends the flow when enough was published, and waits until the group has committed all of it. */
    public void finish(Duration bound) throws InterruptedException {
        finishing.set(true);
        assertThat(ended.await(bound.toSeconds(), TimeUnit.SECONDS))
                .as("%s requests are published", atLeast)
                .isTrue();
        producer.flush();
        topics.awaitCommitted(bound);
    }

    /** What {@code read_committed} readers see is exactly one outcome per request, in order. */
    public void assertExactlyOnce(long seed) {
        AuditReport report = topics.audit(IsolationLevel.READ_COMMITTED, AUDIT_PATIENCE);
        System.out.printf("seed %d: %s%n", seed, report);
        assertThat(report.clean()).as("seed %s: %s", seed, report).isTrue();
        assertThat(report.requests()).as("seed %s", seed).isEqualTo(published);
        assertThat(report.deadLetters()).as("seed %s: every tenth is bad", seed).isEqualTo(published / 10);
        assertThat(report.results()).as("seed %s", seed).isEqualTo(published - published / 10);
    }

    AuditReport audit(IsolationLevel isolation) {
        return topics.audit(isolation, AUDIT_PATIENCE);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ZERO);
    }
}
