package dev.alexstream.cli;

import dev.alexstream.kafka.TopicsConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads results and dead letters until every published image has its outcome. */
final class DemoOutcomes {

    private static final Duration TURN = Duration.ofMillis(100);

    /** Without any outcome for so long, something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConnection connection;
    private final TopicsConfig topics;
    private final BooleanSupplier stopped;

    DemoOutcomes(KafkaConnection connection, TopicsConfig topics, BooleanSupplier stopped) {
        this.connection = connection;
        this.topics = topics;
        this.stopped = stopped;
    }

    void collect(DemoReport report) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                connection.consumer(TailCommand.Isolation.READ_COMMITTED.asProperty())) {
            List<TopicPartition> partitions = Stream.of(topics.classifications(), topics.deadLetters())
                    .flatMap(topic -> TopicTail.partitions(consumer, topic).stream())
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long lastSeen = System.nanoTime();
            while (!report.isComplete() && !stopped.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TURN)) {
                    report.outcome(record);
                    lastSeen = System.nanoTime();
                }
                requireProgress(System.nanoTime() - lastSeen);
            }
        }
    }

    private static void requireProgress(long silentNanos) {
        if (silentNanos > PATIENCE.toNanos()) {
            throw new CommandFailure(
                    "nothing came out for " + PATIENCE.toSeconds() + " s; -v shows what the worker does");
        }
    }
}
