package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.SmallModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a whole: a broker, real images, a real network with random weights. */
class WorkerTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path root;

    @Test
    void shouldClassifyGoodImagesAndRejectBadOnesWhateverFormTheyCameIn() throws Exception {
        byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();
        Files.write(root.resolve("a.jpg"), jpeg);
        TopicSet topics = new TopicSet("worker").create();
        send(topics, "raw", jpeg);
        send(topics, "file", json("file-1", root.resolve("a.jpg").toUri().toString()));
        send(topics, "missing", json("file-2", root.resolve("b.jpg").toUri().toString()));
        send(topics, "truncated", Arrays.copyOf(jpeg, jpeg.length / 2));
        send(topics, "forbidden", json("http-1", "http://169.254.169.254/latest/meta-data"));
        send(topics, "neither", "neither image nor JSON".getBytes(UTF_8));

        try (Worker worker = Worker.start(config(topics), SmallModels.model(), ProgramMetrics.NONE)) {
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 2, SOON);
            List<ConsumerRecord<byte[], byte[]>> deadLetters =
                    topics.read(topics.topics().deadLetters(), 4, SOON);

            assertThat(results).allSatisfy(WorkerTest::isResultOfTheSmallModel);
            assertThat(deadLetters.stream().map(WorkerTest::keyAndCode))
                    .containsExactlyInAnyOrder(
                            "missing FETCH_NOT_FOUND",
                            "truncated TRUNCATED",
                            "forbidden FETCH_FORBIDDEN",
                            "neither SCHEMA");
            assertThat(worker.loopHealth().groupJoined()).isTrue();
            assertThat(worker.engineHealth().ready()).isTrue();
        }
    }

    @Test
    void shouldFinishAndCommitOnItsOwnOnceItIsToldToStop() throws Exception {
        TopicSet topics = new TopicSet("told").create();
        send(topics, "raw", SyntheticImages.draw(1, 7).get(0).jpeg());

        try (Worker worker = Worker.start(config(topics), SmallModels.model(), ProgramMetrics.NONE)) {
            assertThat(topics.read(topics.topics().classifications(), 1, SOON)).hasSize(1);

            worker.stop();

            Waiting.until("the worker reads no more", SOON, worker.loopHealth()::ended);
            assertThat(topics.audit(IsolationLevel.READ_COMMITTED, SOON).clean())
                    .isTrue();
        }
    }

    private static void send(TopicSet topics, String key, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var unused = producer.send(new ProducerRecord<>(topics.topics().requests(), key.getBytes(UTF_8), value));
        }
    }

    private AlexstreamConfig config(TopicSet topics) {
        Map<String, String> settings = new HashMap<>(topics.properties());
        settings.put("alexstream.fetch.file.root", root.toString());
        return AlexstreamConfig.load(settings);
    }

    private static void isResultOfTheSmallModel(ConsumerRecord<byte[], byte[]> result) {
        Classified classified = ResultCodec.decode(result.value());
        assertThat(new String(result.key(), UTF_8)).isIn("raw", "file");
        assertThat(classified.model().name()).isEqualTo("pets");
        assertThat(classified.predictions()).hasSize(2);
        assertThat(classified.image().format()).isEqualTo("jpeg");
    }

    private static String keyAndCode(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.key(), UTF_8) + " " + TopicSet.header(letter, "error-code");
    }

    private static byte[] json(String id, String uri) {
        return "{\"id\":\"%s\",\"uri\":\"%s\"}".formatted(id, uri).getBytes(UTF_8);
    }
}
