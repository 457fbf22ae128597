package dev.alexstream.cli;

import dev.alexstream.kafka.OutcomeCoordinates;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.message.RecordCoordinates;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Sees results and dead letters when a {@code read_committed} consumer sees them, on a thread of its own. */
final class OutcomeWatch implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(100);

    /** Without any outcome for so long, something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicsConfig topics;
    private final Thread thread = new Thread(this::run, "bench-outcomes");
    private List<Arrival> arrivals = new ArrayList<>();
    private KafkaException failure;
    private volatile boolean closed;

    /**
     * When an outcome was seen; the same for all that came together.
     *
     * @param nanos on the clock of {@link System#nanoTime}
     * @param epochMicros on the clock on the wall
     */
    record Arrival(RecordCoordinates request, boolean classified, long nanos, long epochMicros) {}

    private OutcomeWatch(KafkaConsumer<byte[], byte[]> consumer, TopicsConfig topics) {
        this.consumer = consumer;
        this.topics = topics;
    }

    /** When it returns, whatever is written from now on is seen. */
    static OutcomeWatch open(KafkaConnection connection, TopicsConfig topics) {
        KafkaConsumer<byte[], byte[]> consumer = connection.consumer(TailCommand.Isolation.READ_COMMITTED.asProperty());
        List<TopicPartition> partitions = Stream.of(topics.classifications(), topics.deadLetters())
                .flatMap(topic -> TopicTail.partitions(consumer, topic).stream())
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        OutcomeWatch watch = new OutcomeWatch(consumer, topics);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(TURN);
                add(records, System.nanoTime(), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            }
        } catch (KafkaException e) {
            fail(e);
        }
    }

    private synchronized void add(ConsumerRecords<byte[], byte[]> records, long nanos, long epochMicros) {
        records.forEach(record -> add(record, nanos, epochMicros));
        notifyAll();
    }

    private void add(ConsumerRecord<byte[], byte[]> record, long nanos, long epochMicros) {
        boolean classified = record.topic().equals(topics.classifications());
        Optional<RecordCoordinates> request =
                classified ? OutcomeCoordinates.ofResult(record) : OutcomeCoordinates.ofDeadLetter(record);
        request.ifPresent(at -> arrivals.add(new Arrival(at, classified, nanos, epochMicros)));
    }

    private synchronized void fail(KafkaException cause) {
        failure = cause;
        notifyAll();
    }

    /**
     * Waits for the next outcomes, and forgets them.
     *
     * @param stopped asked now and then: give up
     * @return at least {@code count}, in the order in which they were seen
     */
    synchronized List<Arrival> await(int count, BooleanSupplier stopped) {
        try {
            awaitArrivals(count, stopped);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted while waiting for outcomes", e);
        }
        List<Arrival> taken = arrivals;
        arrivals = new ArrayList<>();
        return taken;
    }

    private synchronized void awaitArrivals(int count, BooleanSupplier stopped) throws InterruptedException {
        long lastSeen = System.nanoTime();
        int seen = arrivals.size();
        while (arrivals.size() < count) {
            requireHope(System.nanoTime() - lastSeen, count, stopped);
            wait(TURN.toMillis());
            lastSeen = arrivals.size() > seen ? System.nanoTime() : lastSeen;
            seen = arrivals.size();
        }
    }

    private void requireHope(long silentNanos, int count, BooleanSupplier stopped) {
        if (failure != null) {
            throw failure;
        }
        if (stopped.getAsBoolean()) {
            throw new CommandFailure("stopped before the end");
        }
        if (silentNanos > PATIENCE.toNanos()) {
            throw new CommandFailure("nothing came out for " + PATIENCE.toSeconds() + " s; " + arrivals.size() + " of "
                    + count + " outcomes are there");
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
