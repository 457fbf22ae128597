package dev.alexstream.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.kafka.TopicSet;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Images as bytes on a label topic, each with its label in a header. */
final class PublishedLabels {

    private PublishedLabels() {}

    static void publish(TopicSet topics, List<Drawn> drawings) {
        drawings.forEach(drawing -> publish(topics, drawing.jpeg(), drawing.label()));
    }

    static void publish(TopicSet topics, byte[] image, String label) {
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            var record = new ProducerRecord<byte[], byte[]>(topics.topics().labels(), image);
            record.headers().add("label", label.getBytes(UTF_8));
            var unused = producer.send(record);
        }
    }
}
