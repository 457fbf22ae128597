package dev.alexstream.kafka;

import dev.alexstream.message.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Hands the labels that come from now on to the workers of a group, each to one of them, on a thread of its own. Labels that come while nobody
 * looks, or during a rebalance, are passed over: what is old says little about how a model answers now, which may have learned it.
 */
public final class LabelWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LabelWatch.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

    /** Far below the longest time between two polls. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Labels come in bursts, and behind a burst requests would wait for whole batches. */
    private static final int AT_ONCE = 2;

    private final Map<String, Object> properties;
    private final String topic;
    private final RequestHandler handler;
    private final BooleanSupplier open;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "alexstream-labels");
    private boolean warned;

    private LabelWatch(Map<String, Object> properties, String topic, RequestHandler handler, BooleanSupplier open) {
        this.properties = properties;
        this.topic = topic;
        this.handler = handler;
        this.open = open;
        thread.setDaemon(true);
    }

    /**
     * Returns at once. Faults are logged and survived.
     *
     * @param open false while there is no room: labels that come then are passed over
     */
    public static LabelWatch start(
            ClientProperties clients, TopicsConfig topics, RequestHandler handler, BooleanSupplier open) {
        LabelWatch watch = new LabelWatch(clients.labelWatch(), topics.labels(), handler, open);
        watch.thread.start();
        return watch;
    }

    private void run() {
        boolean more = true;
        while (more) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
                consumer.subscribe(List.of(topic), new AtEnd(consumer));
                watchWith(consumer);
                more = false;
            } catch (KafkaException | IllegalStateException fault) {
                Interrupts.clear();
                LOG.logf(
                        warned ? Level.DEBUG : Level.WARN,
                        "Labels of %s cannot be watched, trying again: %s",
                        topic,
                        fault.getMessage());
                warned = true;
                more = !ends(PAUSE);
            }
        }
    }

    private void watchWith(KafkaConsumer<byte[], byte[]> consumer) {
        while (!ends(Duration.ZERO)) {
            handOn(consumer.poll(TURN));
        }
    }

    private void handOn(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Deque<CompletableFuture<Outcome>> work = new ArrayDeque<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (work.size() == AT_ONCE) {
                await(work.remove(), until);
            }
            if (open.getAsBoolean() && closed.getCount() > 0 && System.nanoTime() < until) {
                work.add(handler.handle(ReceivedRequest.of(record).record()));
            }
        }
        work.forEach(last -> await(last, until));
    }

    private static void await(CompletableFuture<Outcome> work, long until) {
        try {
            var unused = work.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException unanswered) {
            work.cancel(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ends(Duration within) {
        try {
            return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Hands on no more, and returns at once. */
    public void stop() {
        closed.countDown();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record AtEnd(KafkaConsumer<byte[], byte[]> consumer) implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            consumer.seekToEnd(assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            LOG.debugf("Another worker watches the labels of %s", revoked);
        }
    }
}
