package dev.alexstream.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** The thread that follows a compacted topic. */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicFollower.class);
    private static final Duration TURN = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(10);

    private final Map<String, Object> properties;
    private final TopicPartition partition;
    private final Consumer<List<KeyedValue>> listener;
    private final Map<String, KeyedValue> latest = new LinkedHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean told;

    TopicFollower(Map<String, Object> properties, TopicPartition partition, Consumer<List<KeyedValue>> listener) {
        this.properties = properties;
        this.partition = partition;
        this.listener = listener;
        this.thread = new Thread(this::run, "alexstream-follow-" + partition.topic());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean more = true;
        while (more) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(Set.of(partition));
                consumer.seekToBeginning(Set.of(partition));
                followWith(consumer);
                more = false;
            } catch (WakeupException | InterruptException end) {
                more = false;
            } catch (KafkaException fault) {
                LOG.warnf("the topic %s cannot be followed, trying again: %s", partition.topic(), fault.getMessage());
                more = !ends(PAUSE);
            }
        }
    }

    private void followWith(KafkaConsumer<byte[], byte[]> consumer) {
        while (!ends(Duration.ZERO)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TURN)) {
                CompactedTopic.value(record).ifPresent(this::take);
                told = false;
            }
            boolean all = consumer.currentLag(partition).orElse(Long.MAX_VALUE) == 0;
            if (all && !told) {
                told = true;
                listener.accept(List.copyOf(latest.values()));
            }
        }
    }

    private void take(KeyedValue value) {
        if (value.value() == null) {
            latest.remove(value.key());
        } else {
            latest.put(value.key(), value);
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

    /** Tells it to end, and returns at once. */
    public void stop() {
        closed.countDown();
    }

    /** Returns when the listener will not be called any more, or after a bound. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
