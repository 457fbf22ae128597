package dev.alexstream.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end. */
final class PartitionOffsets {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Admin admin;

    PartitionOffsets(Admin admin) {
        this.admin = admin;
    }

    Set<TopicPartition> partitions(Collection<String> topics) {
        Set<TopicPartition> partitions = new HashSet<>();
        KafkaAnswers.await(admin.describeTopics(topics).allTopicNames(), "describe the topics " + topics)
                .forEach((topic, described) -> described
                        .partitions()
                        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
        return partitions;
    }

    Map<TopicPartition, Long> starts(Set<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Under {@code READ_COMMITTED} the last stable offset: the end, or the first open transaction. */
    Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, IsolationLevel isolation) {
        return list(partitions, OffsetSpec.latest(), isolation);
    }

    /**
     * Ends such that everything written before this call is decided. Without the wait an open transaction would look like lost records.
     */
    Map<TopicPartition, Long> settledEnds(Set<TopicPartition> partitions, Duration patience) {
        Map<TopicPartition, Long> written = ends(partitions, IsolationLevel.READ_UNCOMMITTED);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Map<TopicPartition, Long> stable = ends(partitions, IsolationLevel.READ_COMMITTED);
            if (partitions.stream().allMatch(partition -> stable.get(partition) >= written.get(partition))) {
                return stable;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new KafkaSetupException("A transaction is still open after " + patience.toSeconds()
                        + " seconds; what an audit finds now is not final.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Map<TopicPartition, Long> list(Set<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        KafkaAnswers.await(
                        admin.listOffsets(wanted, new ListOffsetsOptions(isolation))
                                .all(),
                        "list offsets")
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
