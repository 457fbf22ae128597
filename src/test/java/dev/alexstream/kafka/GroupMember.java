package dev.alexstream.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A consumer that owns what it is told, with committed offsets that can be unstable for a while. */
final class GroupMember extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, Long> lastCommit = new HashMap<>();
    private KafkaException commitFault;
    private Duration patience;
    private boolean member = true;
    private int unstable;
    private int asked;

    GroupMember(TopicPartition... owned) {
        super("none");
        assign(List.of(owned));
    }

    void leave() {
        member = false;
    }

    void committed(TopicPartition partition, long offset) {
        committed.put(partition, new OffsetAndMetadata(offset));
    }

    /** How long the last poll would have waited. */
    Duration patience() {
        return patience;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        patience = timeout;
        return super.poll(timeout);
    }

    /** So many times the committed offsets are not told. */
    void unstable(int times) {
        unstable = times;
    }

    int asked() {
        return asked;
    }

    /** The next commit of offsets throws. */
    void failCommit(KafkaException fault) {
        commitFault = fault;
    }

    Map<TopicPartition, Long> lastCommit() {
        return lastCommit;
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        if (commitFault != null) {
            KafkaException fault = commitFault;
            commitFault = null;
            throw fault;
        }
        lastCommit.clear();
        offsets.forEach((partition, offset) -> lastCommit.put(partition, offset.offset()));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        asked++;
        if (unstable-- > 0) {
            throw new TimeoutException("unstable");
        }
        Map<TopicPartition, OffsetAndMetadata> answer = new HashMap<>(committed);
        answer.keySet().retainAll(partitions);
        return answer;
    }

    @Override
    public ConsumerGroupMetadata groupMetadata() {
        return member
                ? new ConsumerGroupMetadata("group", 1, "member", Optional.empty())
                : new ConsumerGroupMetadata("group");
    }
}
