package dev.alexstream.cli;

import dev.alexstream.kafka.KafkaAnswers;
import dev.alexstream.message.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far dead letters were replayed: one committed offset for each error code and partition, as a replay may be of one code alone. Every
 * code has a consumer group of its own, {@code alexstream-replay-too_large} for instance; all dead letters of that code before the offset
 * are done. The broker forgets them {@code offsets.retention.minutes} after the last replay.
 */
final class ReplayCursors {

    private static final Set<String> KNOWN =
            Stream.of(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.toUnmodifiableSet());

    /** Codes that this version does not know share one group. */
    private static final String OTHER = "other";

    private final String prefix;
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed;

    private ReplayCursors(String prefix, Map<String, Map<TopicPartition, OffsetAndMetadata>> committed) {
        this.prefix = prefix;
        this.committed = committed;
    }

    /** @param prefix of the groups' names */
    static ReplayCursors load(Admin admin, String prefix) {
        ReplayCursors cursors = new ReplayCursors(prefix, new HashMap<>());
        Map<String, ListConsumerGroupOffsetsSpec> wanted = new HashMap<>();
        Stream.concat(KNOWN.stream(), Stream.of(OTHER))
                .forEach(code -> wanted.put(cursors.group(code), new ListConsumerGroupOffsetsSpec()));
        var answer = admin.listConsumerGroupOffsets(wanted, new ListConsumerGroupOffsetsOptions().requireStable(true));
        wanted.keySet()
                .forEach(group -> cursors.committed.put(
                        group,
                        KafkaAnswers.await(answer.partitionsToOffsetAndMetadata(group), "tell what was replayed")));
        return cursors;
    }

    boolean isDone(DeadLetter letter) {
        var record = letter.record();
        OffsetAndMetadata next = committed
                .getOrDefault(group(letter.errorCode()), Map.of())
                .get(new TopicPartition(record.topic(), record.partition()));
        return next != null && record.offset() < next.offset();
    }

    /** The offsets to commit, by group, when these are done; they are in the order of their partitions. */
    Map<String, Map<TopicPartition, OffsetAndMetadata>> after(List<Replay> replays) {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
        for (Replay replay : replays) {
            var next = replay.next();
            offsets.computeIfAbsent(group(replay.letter().errorCode()), group -> new HashMap<>())
                    .put(next.getKey(), next.getValue());
        }
        return offsets;
    }

    private String group(String errorCode) {
        return prefix + "-" + (KNOWN.contains(errorCode) ? errorCode.toLowerCase(Locale.ROOT) : OTHER);
    }
}
