package dev.alexstream.kafka;

import dev.alexstream.message.RecordCoordinates;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Matches requests with their outcomes by the coordinates of the request, up to the committed offsets of the group. Memory: two bits for
 * each offset of the request topic. It may run while workers do; it presumes that outcomes are kept as long as requests.
 */
public final class Audit {

    private final ClientProperties clients;
    private final TopicsConfig topics;
    private final String groupId;

    public Audit(ClientProperties clients, TopicsConfig topics, String groupId) {
        this.clients = clients;
        this.topics = topics;
        this.groupId = groupId;
    }

    /**
     * @param isolation what readers see whose view is audited
     * @param patience how long open transactions are waited for
     * @throws KafkaSetupException when a transaction stays open, or the cluster does not answer
     */
    public AuditReport run(IsolationLevel isolation, Duration patience) {
        try (Admin admin = Admin.create(clients.admin())) {
            PartitionOffsets offsets = new PartitionOffsets(admin);
            Map<TopicPartition, RequestTally> tallies = tallies(offsets, committed(admin));
            Map<TopicPartition, Long> outcomes = offsets.settledEnds(
                    offsets.partitions(List.of(topics.classifications(), topics.deadLetters())), patience);
            Map<TopicPartition, Long> requests = offsets.ends(tallies.keySet(), IsolationLevel.READ_COMMITTED);
            TopicScan scan = new TopicScan(clients.admin(), IsolationLevel.READ_COMMITTED);
            scan.read(requests, record -> tallies.get(partition(record)).request(record.offset()));
            new TopicScan(clients.admin(), isolation).read(outcomes, record -> count(record, tallies));
            return sum(tallies.values().stream().map(RequestTally::report));
        }
    }

    /** Waits for transactions that hold offsets of the group. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Admin admin) {
        return KafkaAnswers.await(
                admin.listConsumerGroupOffsets(groupId, new ListConsumerGroupOffsetsOptions().requireStable(true))
                        .partitionsToOffsetAndMetadata(),
                "say what the group " + groupId + " has committed");
    }

    private Map<TopicPartition, RequestTally> tallies(
            PartitionOffsets offsets, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, RequestTally> tallies = new HashMap<>();
        offsets.starts(offsets.partitions(List.of(topics.requests()))).forEach((partition, start) -> {
            OffsetAndMetadata offset = committed.get(partition);
            tallies.put(partition, new RequestTally(start, offset == null ? start : offset.offset()));
        });
        return tallies;
    }

    private void count(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, RequestTally> tallies) {
        if (record.topic().equals(topics.deadLetters())) {
            tally(OutcomeCoordinates.ofDeadLetter(record), tallies)
                    .ifPresent(found -> found.tally().deadLetter(found.offset(), partition(record)));
        } else {
            tally(OutcomeCoordinates.ofResult(record), tallies)
                    .ifPresent(found -> found.tally().result(found.offset(), partition(record)));
        }
    }

    private record Found(RequestTally tally, long offset) {}

    private static Optional<Found> tally(
            Optional<RecordCoordinates> request, Map<TopicPartition, RequestTally> tallies) {
        return request.flatMap(at -> Optional.ofNullable(tallies.get(new TopicPartition(at.topic(), at.partition())))
                .map(tally -> new Found(tally, at.offset())));
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static AuditReport sum(Stream<AuditReport> reports) {
        return reports.reduce(
                new AuditReport(0, 0, 0, 0, 0, 0, 0),
                (a, b) -> new AuditReport(
                        a.requests() + b.requests(),
                        a.results() + b.results(),
                        a.deadLetters() + b.deadLetters(),
                        a.pending() + b.pending(),
                        a.lost() + b.lost(),
                        a.duplicated() + b.duplicated(),
                        a.outOfOrder() + b.outOfOrder()));
    }
}
