package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class TopicTailTest {

    private static final Duration SILENCE = Duration.ofMillis(300);

    private final AtomicLong now = new AtomicLong();

    @Test
    void shouldEndWhenTheSilenceIsOverBetweenTwoLooksAtTheClock() {
        TopicSet topics = new TopicSet("tail-clock").create();
        Map<String, Object> properties =
                Map.of("bootstrap.servers", topics.properties().get("kafka.bootstrap.servers"));
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicTail tail = TopicTail.open(consumer, topics.topics().classifications(), true, this::later);

            assertThat(tail.read(new TopicTail.Limit(-1, SILENCE), record -> {}))
                    .isZero();
        }
    }

    /** Two thirds of the silence pass from look to look. */
    private long later() {
        return now.addAndGet(SILENCE.toNanos() * 2 / 3);
    }
}
