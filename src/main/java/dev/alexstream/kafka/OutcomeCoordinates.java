package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.message.RecordCoordinates;
import dev.alexstream.message.ResultHeaders;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Which request an outcome belongs to, by its headers. */
public final class OutcomeCoordinates {

    private OutcomeCoordinates() {}

    /** Empty when the record is not a result of ours. */
    public static Optional<RecordCoordinates> ofResult(ConsumerRecord<byte[], byte[]> result) {
        return read(result, ResultHeaders.REQUEST_TOPIC, ResultHeaders.REQUEST_PARTITION, ResultHeaders.REQUEST_OFFSET);
    }

    /** Empty when the record is not a dead letter of ours. */
    public static Optional<RecordCoordinates> ofDeadLetter(ConsumerRecord<byte[], byte[]> deadLetter) {
        return read(deadLetter, DeadLetterHeaders.TOPIC, DeadLetterHeaders.PARTITION, DeadLetterHeaders.OFFSET);
    }

    private static Optional<RecordCoordinates> read(
            ConsumerRecord<byte[], byte[]> record, String topic, String partition, String offset) {
        try {
            return Optional.of(new RecordCoordinates(
                    text(record, topic),
                    Integer.parseInt(text(record, partition)),
                    Long.parseLong(text(record, offset))));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
