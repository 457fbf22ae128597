package dev.alexstream.cli;

import dev.alexstream.cli.TailCommand.Isolation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** Publishes requests and labels, and reads results and dead letters until every request has its outcome. */
final class DemoTraffic implements AutoCloseable {

    private static final Duration TURN = Duration.ofMillis(100);

    /** Without any outcome for so long, something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConnection connection;
    private final Settings settings;
    private final BooleanSupplier stopped;
    private final KafkaConsumer<byte[], byte[]> outcomes;

    /** @param stopped asked all the time: end early */
    DemoTraffic(KafkaConnection connection, Settings settings, BooleanSupplier stopped) {
        this.connection = connection;
        this.settings = settings;
        this.stopped = stopped;
        this.outcomes = connection.consumer(Isolation.READ_COMMITTED.asProperty());
        var topics = settings.topics();
        List<TopicPartition> partitions = Stream.of(topics.classifications(), topics.deadLetters())
                .flatMap(topic -> TopicTail.partitions(outcomes, topic).stream())
                .toList();
        outcomes.assign(partitions);
        outcomes.seekToBeginning(partitions);
    }

    /** Returns when all that was published has its outcome. */
    void ask(List<Source> sources, DemoReport report) {
        report.asking(sources.size());
        publish(sources, settings.topics().requests(), false, report::published);
        long lastSeen = System.nanoTime();
        while (!report.isComplete() && !stopped.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> record : outcomes.poll(TURN)) {
                report.outcome(record);
                lastSeen = System.nanoTime();
            }
            requireProgress(System.nanoTime() - lastSeen);
        }
    }

    /** The folders that the sources lie in are their labels. */
    void teach(List<Source> sources) {
        publish(sources, settings.topics().labels(), true, DemoReport::requireSent);
    }

    private void publish(List<Source> sources, String topic, boolean labelled, Consumer<Published> report) {
        settings.ensureTopic(connection, topic);
        long most = settings.maxMessageBytes();
        try (KafkaProducer<byte[], byte[]> producer =
                connection.producer(Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.toIntExact(most)))) {
            var encoder = new RequestEncoder(() -> UUID.randomUUID().toString(), null, labelled);
            var publisher =
                    new Publisher(producer, encoder, new Publisher.Target(topic, Optional.empty(), most), report);
            sources.stream().takeWhile(source -> !stopped.getAsBoolean()).forEach(publisher::publish);
            publisher.finish();
        }
    }

    private static void requireProgress(long silentNanos) {
        if (silentNanos > PATIENCE.toNanos()) {
            throw new CommandFailure(
                    "nothing came out for " + PATIENCE.toSeconds() + " s; -v shows what the worker does");
        }
    }

    @Override
    public void close() {
        outcomes.close();
    }
}
