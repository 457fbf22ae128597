package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.kafka.TopicSet;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationLoopTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"COOPERATIVE,exactly-once", "EAGER,exactly-once", "CONSUMER,exactly-once", "COOPERATIVE,at-least-once"})
    void shouldWriteOneOutcomePerRequest(Assignment assignment, String delivery) throws Exception {
        TopicSet topics = new TopicSet("outcomes")
                .assignedBy(assignment)
                .with("alexstream.delivery", delivery)
                .create()
                .publish(0, 200);
        try (RunningLoop loop = RunningLoop.start(topics)) {
            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 180, SOON);
            List<ConsumerRecord<byte[], byte[]>> deadLetters =
                    topics.read(topics.topics().deadLetters(), 20, SOON);

            loop.stop();
            assertThat(results).hasSize(180);
            assertThat(deadLetters).hasSize(20).allSatisfy(letter -> {
                assertThat(new String(letter.value(), UTF_8)).startsWith("bad-");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.CODE)).isEqualTo("SCHEMA");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.TOPIC))
                        .isEqualTo(topics.topics().requests());
            });
        }
    }
}
