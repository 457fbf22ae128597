package dev.alexstream.cli;

import dev.alexstream.message.RecordCoordinates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends the same few images over and over, each time as a request of its own. */
final class BenchRequests {

    private final String topic;
    private final Publisher.Mode mode;
    private final List<Path> files;
    private final List<byte[]> images;
    private final RequestEncoder encoder =
            new RequestEncoder(() -> UUID.randomUUID().toString(), null, false);
    private final Map<RecordCoordinates, Long> sent = new ConcurrentHashMap<>();
    private volatile Exception failure;
    private int next;

    /** @param images what is in the files, read once */
    BenchRequests(String topic, Publisher.Mode mode, List<Path> files, List<byte[]> images) {
        this.topic = topic;
        this.mode = mode;
        this.files = files;
        this.images = images;
    }

    /** As fast as the producer takes them; returns when the broker has all. */
    void burst(Producer<byte[], byte[]> producer, int count, BooleanSupplier stopped) {
        for (int i = 0; i < count && !stopped.getAsBoolean(); i++) {
            send(producer, System.currentTimeMillis());
        }
        finish(producer);
    }

    /**
     * In an open loop: each request is due at its time, however long earlier ones take, and has that time as its timestamp, so a delay of
     * the sender counts as latency.
     */
    void steadily(Producer<byte[], byte[]> producer, int count, double perSecond, BooleanSupplier stopped) {
        long startedNanos = System.nanoTime();
        long startedMillis = System.currentTimeMillis();
        for (int i = 0; i < count && !stopped.getAsBoolean(); i++) {
            Duration due = Duration.ofNanos(Math.round(i * 1e9 / perSecond));
            awaitNanos(startedNanos + due.toNanos());
            send(producer, startedMillis + due.toMillis());
        }
        finish(producer);
    }

    /** The timestamp of a request that the broker has, in milliseconds of the wall's clock. */
    long sentMillis(RecordCoordinates request) {
        return sent.get(request);
    }

    void forgetSent() {
        sent.clear();
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The callback gets whatever the future would. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(Producer<byte[], byte[]> producer, long timestamp) {
        PreparedRequest request = prepared(next++ % files.size());
        producer.send(
                new ProducerRecord<>(topic, null, timestamp, request.key(), request.value(), request.headers()),
                this::answered);
    }

    private PreparedRequest prepared(int index) {
        Path file = files.get(index);
        return mode == Publisher.Mode.BYTES
                ? encoder.bytes(file.toUri(), images.get(index))
                : encoder.reference(file.toUri());
    }

    private void answered(RecordMetadata at, Exception refused) {
        if (refused == null) {
            sent.put(new RecordCoordinates(at.topic(), at.partition(), at.offset()), at.timestamp());
        } else {
            failure = refused;
        }
    }

    private void finish(Producer<byte[], byte[]> producer) {
        producer.flush();
        if (failure != null) {
            throw KafkaFailures.during("publishing", failure);
        }
    }
}
