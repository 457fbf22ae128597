package dev.alexstream.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What one transaction writes: completed prefixes of windows, and the offsets behind them. */
record CommitPlan(List<Slice> slices) {

    /** A completed prefix; never empty. */
    record Slice(PartitionWindow window, List<Planned> planned) {

        /** The offset to commit: the one behind the last request. */
        long end() {
            return last().offset() + 1;
        }

        private InFlightRequest last() {
            return planned.get(planned.size() - 1).request();
        }

        private OffsetAndMetadata offset() {
            return new OffsetAndMetadata(end(), last().leaderEpoch(), "");
        }
    }

    /** A request and the records that its outcome is written as: one, and maybe what a shadow says. */
    record Planned(InFlightRequest request, List<ProducerRecord<byte[], byte[]>> records) {

        Planned {
            records = List.copyOf(records);
        }

        ProducerRecord<byte[], byte[]> outcome() {
            return records.get(0);
        }

        /** What shadows say beside it. */
        List<ProducerRecord<byte[], byte[]>> shadows() {
            return records.subList(1, records.size());
        }

        long bytes() {
            return records.stream().mapToLong(OutcomeRecords::size).sum();
        }
    }

    CommitPlan {
        slices = List.copyOf(slices);
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        slices.forEach(slice -> offsets.put(slice.window().partition(), slice.offset()));
        return offsets;
    }

    List<Planned> planned() {
        return slices.stream().flatMap(slice -> slice.planned().stream()).toList();
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }
}
