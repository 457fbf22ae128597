package dev.alexstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.kafka.Assignment;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.kafka.FakeClassification;
import dev.alexstream.kafka.KafkaLink;
import dev.alexstream.kafka.KafkaMetrics;
import dev.alexstream.kafka.LoopSignals;
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
        try (FakeClassification fake = new FakeClassification(1, 20)) {
            RunningLoop loop = RunningLoop.start(topics, fake);

            List<ConsumerRecord<byte[], byte[]>> results =
                    topics.read(topics.topics().classifications(), 180, SOON);
            List<ConsumerRecord<byte[], byte[]>> deadLetters =
                    topics.read(topics.topics().deadLetters(), 20, SOON);

            assertThat(loop.stop(SOON)).isTrue();
            assertThat(results).hasSize(180);
            assertThat(deadLetters).hasSize(20).allSatisfy(letter -> {
                assertThat(new String(letter.value(), UTF_8)).startsWith("bad-");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.CODE)).isEqualTo("SCHEMA");
                assertThat(TopicSet.header(letter, DeadLetterHeaders.TOPIC))
                        .isEqualTo(topics.topics().requests());
            });
        }
    }

    /** A loop on a thread of its own. */
    private record RunningLoop(ClassificationLoop loop, Thread thread) {

        static RunningLoop start(TopicSet topics, FakeClassification fake) {
            KafkaLink link = topics.open(LoopSignals.of(KafkaMetrics.NONE));
            ClassificationLoop loop = new ClassificationLoop(link, fake, () -> true);
            Thread thread = new Thread(loop, "kafka-loop");
            thread.start();
            return new RunningLoop(loop, thread);
        }

        boolean stop(Duration bound) throws InterruptedException {
            return loop.stop(bound);
        }
    }
}
