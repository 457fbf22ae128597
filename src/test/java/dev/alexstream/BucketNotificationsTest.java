package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.kafka.TopicSet;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.metrics.ProgramMetrics;
import dev.alexstream.model.SmallModels;
import dev.alexstream.s3.TestObjectStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** From a notification of a bucket to the result for its new object, with a whole worker, a broker and an object store. */
class BucketNotificationsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** As stores send it, with more than is needed. */
    private static final String NOTIFICATION = """
            {"EventName":"s3:ObjectCreated:Put","Key":"%1$s/%2$s","Records":[{"eventVersion":"2.0","eventSource":"minio:s3",
            "awsRegion":"","eventTime":"2026-01-05T09:30:00.000Z","eventName":"s3:ObjectCreated:Put",
            "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%1$s","arn":"arn:aws:s3:::%1$s"},
            "object":{"key":"%2$s","size":1024,"contentType":"image/jpeg"}}}]}""";

    @Test
    void shouldClassifyNewObjectsOfAllowedBucketsAndRejectAllOthers() {
        byte[] jpeg = SyntheticImages.draw(1, 7).get(0).jpeg();
        TopicSet topics = new TopicSet("notifications").create();
        notify(topics, "good", "photos", "a.jpg");
        notify(topics, "encoded", "photos", "my+garden%2F%C3%BC%2B%3F.jpg");
        notify(topics, "missing", "photos", "none.jpg");
        notify(topics, "forbidden", "private", "a.jpg");
        notify(topics, "large", "photos", "large.jpg");
        notify(topics, "text", "photos", "readme.txt");

        try (TestObjectStore objects = TestObjectStore.start()
                        .bucket("photos")
                        .bucket("private")
                        .put("photos", "a.jpg", jpeg)
                        .put("photos", "my garden/ü+?.jpg", jpeg)
                        .put("photos", "large.jpg", new byte[jpeg.length + 1])
                        .put("photos", "readme.txt", "no image".getBytes(UTF_8))
                        .put("private", "a.jpg", jpeg);
                Worker worker =
                        Worker.start(config(topics, objects, jpeg.length), SmallModels.model(), ProgramMetrics.NONE)) {
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 2, SOON);
            List<ConsumerRecord<byte[], byte[]>> deadLetters =
                    topics.read(topics.topics().deadLetters(), 4, SOON);

            assertThat(worker.loopHealth().groupJoined()).isTrue();
            assertThat(results.stream().map(BucketNotificationsTest::keyAndSource))
                    .containsExactlyInAnyOrder(
                            "good s3://photos/a.jpg", "encoded s3://photos/my%20garden/%C3%BC+%3F.jpg");
            assertThat(deadLetters.stream().map(BucketNotificationsTest::keyAndCode))
                    .containsExactlyInAnyOrder(
                            "missing FETCH_NOT_FOUND",
                            "forbidden FETCH_FORBIDDEN",
                            "large TOO_LARGE",
                            "text UNSUPPORTED_FORMAT");
        }
    }

    private static AlexstreamConfig config(TopicSet topics, TestObjectStore objects, int maxBytes) {
        Map<String, String> settings = new HashMap<>(topics.properties());
        settings.putAll(objects.settings());
        settings.put("alexstream.fetch.s3.allowed-buckets", "photos");
        settings.put("alexstream.fetch.max-bytes", String.valueOf(maxBytes));
        return AlexstreamConfig.load(settings);
    }

    private static void notify(TopicSet topics, String key, String bucket, String encodedKey) {
        byte[] value = NOTIFICATION.formatted(bucket, encodedKey).getBytes(UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var unused = producer.send(new ProducerRecord<>(topics.topics().requests(), key.getBytes(UTF_8), value));
        }
    }

    private static String keyAndSource(ConsumerRecord<byte[], byte[]> result) {
        Classified classified = ResultCodec.decode(result.value());
        assertThat(classified.image().format()).isEqualTo("jpeg");
        return new String(result.key(), UTF_8) + " " + classified.source();
    }

    private static String keyAndCode(ConsumerRecord<byte[], byte[]> letter) {
        return new String(letter.key(), UTF_8) + " " + TopicSet.header(letter, "error-code");
    }
}
