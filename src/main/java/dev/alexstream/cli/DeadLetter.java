package dev.alexstream.cli;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.kafka.DeadLetterHeaders;
import dev.alexstream.message.ImageReferences;
import dev.alexstream.message.RecordCoordinates;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A record of the dead-letter topic: a rejected request with the headers that tell where it stood and what was wrong. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** Empty when the record has no error code: then it is no dead letter. */
    static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        return Optional.of(new DeadLetter(record))
                .filter(letter -> letter.header(DeadLetterHeaders.CODE).isPresent());
    }

    String errorCode() {
        return header(DeadLetterHeaders.CODE).orElse("");
    }

    String reason() {
        return header(DeadLetterHeaders.REASON).orElse("");
    }

    String key() {
        return RecordText.of(record.key());
    }

    boolean valueDropped() {
        return record.headers().lastHeader(DeadLetterHeaders.VALUE_DROPPED) != null;
    }

    /** Length and digest of the value that it lost. */
    String droppedValue() {
        return header(DeadLetterHeaders.VALUE_DROPPED).orElse("");
    }

    /** Whether the headers say where the request stood. */
    boolean hasRequest() {
        return header(DeadLetterHeaders.TOPIC).isPresent();
    }

    /** Where the request stood; its own place when the headers do not say it. */
    RecordCoordinates request() {
        try {
            return new RecordCoordinates(
                    header(DeadLetterHeaders.TOPIC).orElseThrow(),
                    Integer.parseInt(header(DeadLetterHeaders.PARTITION).orElseThrow()),
                    Long.parseLong(header(DeadLetterHeaders.OFFSET).orElseThrow()));
        } catch (NoSuchElementException | NumberFormatException e) {
            return new RecordCoordinates(record.topic(), record.partition(), record.offset());
        }
    }

    /** The id that the requester gave, as far as it can be read, else the coordinates of the request. */
    String id() {
        return header("ce_id")
                .filter(not(String::isEmpty))
                .or(() -> textInBody("id"))
                .orElseGet(() -> request().asId());
    }

    /** Where the image came from, as far as it can be read; for a person. */
    String source() {
        return header("ce_source")
                .or(() -> textInBody("uri").map(DeadLetter::shown))
                .orElseGet(this::id);
    }

    private static String shown(String uri) {
        try {
            return ImageReferences.publicSource(new URI(uri));
        } catch (URISyntaxException e) {
            return "(not a URI)";
        }
    }

    private Optional<String> textInBody(String member) {
        return JsonLine.parse(record.value())
                .map(body -> body.path(member))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(not(String::isEmpty));
    }

    /** The headers that the requester sent, also those that bear a name of ours: ours is the last of each name. */
    List<Header> originalHeaders() {
        Set<String> ours = new HashSet<>(DeadLetterHeaders.NAMES);
        Deque<Header> original = new ArrayDeque<>();
        Header[] all = record.headers().toArray();
        for (int i = all.length - 1; i >= 0; i--) {
            if (!ours.remove(all[i].key())) {
                original.addFirst(all[i]);
            }
        }
        return List.copyOf(original);
    }

    private Optional<String> header(String name) {
        return RecordText.header(record.headers(), name);
    }
}
