package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class NewTopicsTest {

    private static final PartitionInfo FIRST = new PartitionInfo("new", 0, Node.noNode(), new Node[0], new Node[0]);

    @Test
    void shouldAskAgainForPartitionsThatABrokerDoesNotKnowYet() {
        try (LateConsumer consumer = new LateConsumer()) {
            assertThat(NewTopics.partitions(consumer, "new")).containsExactly(FIRST);
        }
    }

    /** Learns of the topic after the second question. */
    private static final class LateConsumer extends MockConsumer<byte[], byte[]> {

        private int asked;

        LateConsumer() {
            super("none");
        }

        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
            asked++;
            return asked > 2 ? List.of(FIRST) : List.of();
        }
    }
}
