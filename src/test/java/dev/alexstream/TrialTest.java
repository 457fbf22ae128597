package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.AuditReport;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.Classified;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.KeyPlace;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.SmallModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;

/** A worker as a whole tries version 2 beside version 1: a broker, real images, real networks with random weights. */
class TrialTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KEYS = 20;
    private static final double SHARE = 0.5;

    private final byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();

    @Test
    void shouldAnswerAKeyWithTheSameModelAlsoOnTheWorkerThatFollows() throws Exception {
        TopicSet topics = new TopicSet("canary").create();
        try (Worker one = worker(topics, OptionalDouble.of(SHARE))) {
            send(topics);
            assertThat(read(topics, topics.topics().classifications(), KEYS)).hasSize(KEYS);
            assertThat(one.engineHealth().ready()).isTrue();
        }
        try (Worker two = worker(topics, OptionalDouble.of(SHARE))) {
            send(topics);

            List<ConsumerRecord<byte[], byte[]>> results =
                    read(topics, topics.topics().classifications(), 2 * KEYS);

            assertThat(results).hasSize(2 * KEYS).allSatisfy(TrialTest::isByTheModelOfItsKey);
            assertThat(results.stream().map(TrialTest::version).distinct()).containsExactlyInAnyOrder("1", "2");
            assertThat(topics.readToTheEnd(topics.topics().shadow())).isEmpty();
            assertThat(two.engineHealth().ready()).isTrue();
        }
    }

    @Test
    void shouldWriteToAnotherTopicWhatAShadowSays() throws Exception {
        TopicSet topics = new TopicSet("shadow").create();
        try (Worker worker = worker(topics, OptionalDouble.empty())) {
            send(topics);
            List<ConsumerRecord<byte[], byte[]>> results =
                    read(topics, topics.topics().classifications(), KEYS);
            List<ConsumerRecord<byte[], byte[]>> shadows =
                    read(topics, topics.topics().shadow(), KEYS);

            assertThat(results.stream().map(TrialTest::version)).hasSize(KEYS).containsOnly("1");
            assertThat(shadows.stream().map(TrialTest::version)).hasSize(KEYS).containsOnly("2");
            assertThat(shadows.stream().map(TrialTest::request))
                    .containsExactlyInAnyOrderElementsOf(
                            results.stream().map(TrialTest::request).toList());
            topics.awaitCommitted(SOON);
            AuditReport report = topics.audit(IsolationLevel.READ_COMMITTED, SOON);
            assertThat(report).isEqualTo(new AuditReport(KEYS, KEYS, 0, 0, 0, 0, 0));
            assertThat(worker.engineHealth().ready()).isTrue();
        }
    }

    private static Worker worker(TopicSet topics, OptionalDouble share) {
        Worker worker = Worker.start(
                AlexstreamConfig.load(topics.properties()), SmallModels.version("1", 1), ProgramMetrics.NONE);
        var unused = worker.service().attempt(SmallModels.version("2", 2), share);
        return worker;
    }

    private void send(TopicSet topics) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            IntStream.range(0, KEYS).forEach(i -> {
                var unused = producer.send(
                        new ProducerRecord<>(topics.topics().requests(), ("camera-" + i).getBytes(UTF_8), jpeg));
            });
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(TopicSet topics, String topic, int count) {
        return topics.read(topic, count, SOON);
    }

    private static void isByTheModelOfItsKey(ConsumerRecord<byte[], byte[]> result) {
        RecordCoordinates anywhere = new RecordCoordinates("images.requests", 0, 0);
        double place = KeyPlace.of(new InboundRecord(anywhere, Instant.EPOCH, result.key(), null, List.of()));
        assertThat(version(result)).isEqualTo(place < SHARE ? "2" : "1");
    }

    private static String version(ConsumerRecord<byte[], byte[]> result) {
        Classified classified = ResultCodec.decode(result.value());
        return classified.model().version();
    }

    /** Key, partition and offset. */
    private static String request(ConsumerRecord<byte[], byte[]> result) {
        return String.join(
                " ",
                new String(result.key(), UTF_8),
                TopicSet.header(result, "request-partition"),
                TopicSet.header(result, "request-offset"));
    }
}
