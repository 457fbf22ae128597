package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompactedTopicTest {

    /** The answer to the first commit never comes; the commit itself does. */
    private static final class SilentCommit extends FaultyProducer {

        private final AtomicInteger commits;

        SilentCommit(Producer<byte[], byte[]> producer, AtomicInteger commits) {
            super(producer);
            this.commits = commits;
        }

        @Override
        void commit() {
            producer().commitTransaction();
            if (commits.incrementAndGet() == 1) {
                throw new TimeoutException("no answer");
            }
        }
    }

    @Test
    void shouldNotWriteTwiceWhenTheAnswerToACommitIsLost() {
        TopicSet topics = new TopicSet("silent").create();
        ClientProperties clients = topics.configs().clients();
        AtomicInteger commits = new AtomicInteger();
        CompactedTopic topic = new CompactedTopic(
                clients,
                topics.topics().modelEvents(),
                () -> faulty(new SilentCommit(new KafkaProducer<>(clients.producer("silent-writer")), commits)));

        List<KeyedValue> written = topic.write(now ->
                List.of(new KeyedValue("count", Integer.toString(now.size()).getBytes(UTF_8))));

        assertThat(written)
                .singleElement()
                .satisfies(value -> assertThat(value.value()).asString().isEqualTo("0"));
        assertThat(topic.read()).hasSize(1);
        assertThat(commits).hasValue(1);
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> faulty(FaultyProducer producer) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                CompactedTopicTest.class.getClassLoader(), new Class<?>[] {Producer.class}, producer);
    }
}
