package dev.alexstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alexstream.message.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as lines: of classifications, of dead letters, and of anything else that stands in a topic. */
final class RecordLines {

    private final boolean json;

    RecordLines(boolean json) {
        this.json = json;
    }

    byte[] of(ConsumerRecord<byte[], byte[]> record) {
        Optional<DeadLetter> letter = DeadLetter.of(record);
        if (letter.isPresent()) {
            return of(letter.get());
        }
        Optional<JsonNode> body = JsonLine.parse(record.value());
        if (json) {
            return body.map(node -> unchanged(record.value(), node)).orElseGet(() -> JsonLine.of(description(record)));
        }
        return text(body.filter(ResultLine::isResult).map(ResultLine::of).orElseGet(() -> plain(record)));
    }

    byte[] of(DeadLetter letter) {
        return json ? JsonLine.of(jsonOf(letter)) : text(humanLine(letter));
    }

    static ObjectNode jsonOf(DeadLetter letter) {
        RecordCoordinates request = letter.request();
        return JsonLine.object()
                .put("id", letter.id())
                .put("key", letter.key())
                .put("topic", request.topic())
                .put("partition", request.partition())
                .put("offset", request.offset())
                .put("error_code", letter.errorCode())
                .put("reason", letter.reason());
    }

    private static String humanLine(DeadLetter letter) {
        String key = letter.key() == null ? "" : " (key " + letter.key() + ")";
        return ResultLine.rejected(letter.errorCode(), letter.source(), letter.reason() + key);
    }

    /** Somebody else's results may be spread over several lines. */
    private static byte[] unchanged(byte[] value, JsonNode node) {
        for (byte each : value) {
            if (each == '\n' || each == '\r') {
                return JsonLine.of(node);
            }
        }
        return value;
    }

    private static ObjectNode description(ConsumerRecord<byte[], byte[]> record) {
        ObjectNode node = JsonLine.object()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("key", RecordText.of(record.key()));
        return record.value() == null ? node.putNull("bytes") : node.put("bytes", record.value().length);
    }

    private static String plain(ConsumerRecord<byte[], byte[]> record) {
        String size = record.value() == null ? "no value" : Numbers.bytes(record.value().length);
        String key = record.key() == null ? "no key" : "key " + RecordText.of(record.key());
        String at = new RecordCoordinates(record.topic(), record.partition(), record.offset()).asId();
        return String.format(Locale.ROOT, "%-32s  %10s  %s", at, size, key);
    }

    private static byte[] text(String line) {
        return Plain.printable(line).getBytes(StandardCharsets.UTF_8);
    }
}
