package dev.alexstream.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A dead letter on its way back.
 *
 * @param request as it was sent, with one more {@code replay-count}; empty when it is gone, {@code obstacle} then says why
 */
record Replay(DeadLetter letter, Optional<ProducerRecord<byte[], byte[]>> request, String obstacle) {

    static final String COUNT = "replay-count";

    static Replay of(DeadLetter letter, ConsumerRecord<byte[], byte[]> original) {
        List<Header> headers = new ArrayList<>();
        theirs(letter, original).stream()
                .filter(header -> !header.key().equals(COUNT))
                .forEach(headers::add);
        String count = Integer.toString(count(original.headers()) + 1);
        headers.add(new RecordHeader(COUNT, count.getBytes(StandardCharsets.UTF_8)));
        String topic = letter.request().topic();
        return new Replay(
                letter, Optional.of(new ProducerRecord<>(topic, null, original.key(), original.value(), headers)), "");
    }

    /** The request itself has no headers of ours. */
    private static List<Header> theirs(DeadLetter letter, ConsumerRecord<byte[], byte[]> original) {
        return original.equals(letter.record())
                ? letter.originalHeaders()
                : List.of(original.headers().toArray());
    }

    static Replay impossible(DeadLetter letter, String obstacle) {
        return new Replay(letter, Optional.empty(), obstacle);
    }

    Replay refused(String why) {
        return impossible(letter, why);
    }

    /** How often it will have been replayed, this time included. */
    int count() {
        return request.map(ProducerRecord::headers).map(Replay::count).orElse(0);
    }

    private static int count(Headers headers) {
        try {
            return RecordText.header(headers, COUNT).map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Bytes held in memory, about. */
    long size() {
        return request.map(ProducerRecord::value)
                .map(value -> (long) value.length)
                .orElse(0L);
    }

    /** The place behind this dead letter. */
    Map.Entry<TopicPartition, OffsetAndMetadata> next() {
        var record = letter.record();
        return Map.entry(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }
}
