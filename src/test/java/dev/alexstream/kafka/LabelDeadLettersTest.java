package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.ErrorCode;
import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

class LabelDeadLettersTest {

    @Test
    void shouldKeepOnlyTheCoordinatesOfALabelThatFitsInNoPart() {
        TopicSet topics = new TopicSet("label-poison").create();
        topics.limit(topics.topics().deadLetters(), 10_000);
        InboundRecord label = new InboundRecord(
                new RecordCoordinates("images.labels", 1, 7),
                Instant.EPOCH,
                new byte[20_000],
                "bad".getBytes(UTF_8),
                List.of(new RecordHeader("theirs", new byte[20_000])));

        try (var producer =
                new KafkaProducer<byte[], byte[]>(topics.configs().clients().plainProducer())) {
            new LabelDeadLetters(producer, topics.topics()).write(label, new Rejected(ErrorCode.SCHEMA, "It is bad."));
        }

        assertThat(topics.read(topics.topics().deadLetters(), 1, Duration.ofSeconds(30)))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isNull();
                    assertThat(TopicSet.header(letter, DeadLetterHeaders.OFFSET))
                            .isEqualTo("7");
                    assertThat(TopicSet.header(letter, DeadLetterHeaders.KEY_DROPPED))
                            .startsWith("20000 bytes, sha256:");
                });
    }
}
