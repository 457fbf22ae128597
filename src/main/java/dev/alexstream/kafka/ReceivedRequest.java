package dev.alexstream.kafka;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.RecordHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record as the handler sees it, and what its commit needs besides. */
public record ReceivedRequest(InboundRecord record, Optional<Integer> leaderEpoch) {

    static ReceivedRequest of(ConsumerRecord<byte[], byte[]> read) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : read.headers()) {
            headers.add(new RecordHeader(header.key(), header.value()));
        }
        return new ReceivedRequest(
                new InboundRecord(
                        new RecordCoordinates(read.topic(), read.partition(), read.offset()),
                        Instant.ofEpochMilli(read.timestamp()),
                        read.key(),
                        read.value(),
                        headers),
                read.leaderEpoch());
    }
}
