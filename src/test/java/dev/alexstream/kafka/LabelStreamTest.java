package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.Waiting;
import dev.alexstream.message.InboundRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LabelStreamTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final int A_WHILE = 20;

    private final TopicSet topics = new TopicSet("label-stream").with("kafka.metadata.max.age.ms", "500");

    @Test
    void shouldLetOneTrainerActHoweverManyPartitionsSomebodyGaveTheModelEvents() {
        create(topics.topics().modelEvents(), 4);
        topics.create();
        try (LabelStream one = open();
                LabelStream other = open()) {
            Waiting.until("one acts", SOON, () -> acting(one, other) == 1);
            Waiting.until("both have partitions", SOON, () -> {
                var unused = acting(one, other);
                return topics.members("-trainer") == 2;
            });

            for (int i = 0; i < A_WHILE; i++) {
                assertThat(acting(one, other)).isLessThan(2);
            }
        }
    }

    @Test
    void shouldReadPartitionsThatAreAddedFromTheirBeginning() {
        topics.with("alexstream.topics.partitions", "2").create();
        try (LabelStream stream = open()) {
            stream.readFrom(Map.of());
            publish(1, "before");
            List<String> read = new ArrayList<>();
            readUntil(stream, read, "before");

            addPartitions(3);
            publish(2, "in the new one");
            publish(1, "after");

            readUntil(stream, read, "in the new one");
            readUntil(stream, read, "after");
            assertThat(read).containsExactlyInAnyOrder("before", "in the new one", "after");
        }
    }

    @Test
    void shouldPauseWhenItIsRefused() {
        var member = new MockConsumer<byte[], byte[]>("none");
        var reader = new MockConsumer<byte[], byte[]>("none");
        try (LabelStream stream = new LabelStream(topics.topics(), member, reader, new MockProducer<>())) {
            assertPauses(member, new GroupAuthorizationException("trainers"), () -> stream.acts(Duration.ZERO));
            reader.updatePartitions(topics.topics().labels(), List.of());
            assertPauses(
                    reader,
                    new TopicAuthorizationException(topics.topics().labels()),
                    () -> stream.poll(Duration.ZERO));
        }
    }

    /** The least that a pause takes is no matter of how fast the machine is. */
    private static void assertPauses(MockConsumer<byte[], byte[]> consumer, KafkaException refusal, Runnable look) {
        consumer.setPollException(refusal);
        long started = System.nanoTime();
        look.run();
        assertThat(System.nanoTime() - started).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(500));
    }

    private static long acting(LabelStream... streams) {
        return Stream.of(streams).filter(stream -> stream.acts(TURN)).count();
    }

    private LabelStream open() {
        KafkaConfigs configs = topics.configs();
        return LabelStream.open(configs.clientsOfAnotherWorker(), configs.topics());
    }

    private static void readUntil(LabelStream stream, List<String> read, String value) {
        Waiting.until("'" + value + "' is read", SOON, () -> {
            stream.poll(TURN).stream()
                    .map(InboundRecord::value)
                    .map(bytes -> new String(bytes, UTF_8))
                    .forEach(read::add);
            return read.contains(value);
        });
    }

    private void publish(int partition, String value) {
        try (var producer = topics.producer()) {
            var unused = producer.send(
                    new ProducerRecord<>(topics.topics().labels(), partition, null, value.getBytes(UTF_8)));
        }
    }

    private static void create(String topic, int partitions) {
        try (Admin admin = SharedBroker.admin()) {
            var created = admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())));
            KafkaAnswers.await(created.all(), "create a topic");
        }
    }

    private void addPartitions(int all) {
        try (Admin admin = SharedBroker.admin()) {
            var added = admin.createPartitions(Map.of(topics.topics().labels(), NewPartitions.increaseTo(all)));
            KafkaAnswers.await(added.all(), "add partitions");
        }
    }
}
