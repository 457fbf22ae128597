package dev.alexstream.cli;

import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.bench.OnnxRuntimeClassifier;
import dev.alexstream.kafka.TopicsConfig;
import dev.alexstream.model.LoadedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The same work as an engineer would write it in an afternoon: poll, decode one image after another, run ONNX Runtime on what the poll
 * gave, send the results, commit. At least once: offsets are committed when the broker has the results. A program of its own, with the
 * settings of {@code serve}; it prints the name of its engine when it has its partitions.
 */
public final class PlainPipeline {

    private static final int BATCH = 64;
    private static final Duration TURN = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final PlainImages images;
    private final String results;

    private PlainPipeline(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            PlainImages images,
            String results) {
        this.consumer = consumer;
        this.producer = producer;
        this.images = images;
        this.results = results;
    }

    public static void main(String... arguments) throws InterruptedException, ExecutionException {
        Logs.toStandardError(0);
        Settings settings = Settings.of(Map.of());
        LoadedModel model = Models.load(settings);
        var network = new MeasuredNetwork(
                model.architecture(), model.weights(), model.manifest().preprocessing());
        try (var consumer = consumer(settings);
                var producer = new KafkaProducer<>(
                        settings.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer());
                var classifier = new OnnxRuntimeClassifier(network, BATCH)) {
            TopicsConfig topics = settings.topics();
            var images = new PlainImages(settings, model, classifier);
            consumer.subscribe(List.of(topics.requests()));
            var pipeline = new PlainPipeline(consumer, producer, images, topics.classifications());
            pipeline.join();
            Console.ofProcess().line(classifier.info().engine());
            pipeline.run();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Settings settings) {
        Map<String, Object> properties = settings.kafkaProperties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.worker().groupId());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void join() throws InterruptedException, ExecutionException {
        while (consumer.assignment().isEmpty()) {
            process(consumer.poll(TURN));
        }
    }

    /** Until the process is ended. */
    private void run() throws InterruptedException, ExecutionException {
        while (true) {
            process(consumer.poll(TURN));
        }
    }

    private void process(ConsumerRecords<byte[], byte[]> polled) throws InterruptedException, ExecutionException {
        List<ConsumerRecord<byte[], byte[]>> requests = new ArrayList<>();
        polled.forEach(requests::add);
        if (!requests.isEmpty()) {
            List<Future<RecordMetadata>> sent = images.classify(requests).stream()
                    .map(result -> producer.send(new ProducerRecord<>(
                            results, result.partition(), result.key(), result.body(), result.headers())))
                    .toList();
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
            consumer.commitSync();
        }
    }
}
