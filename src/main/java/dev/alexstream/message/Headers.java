package dev.alexstream.message;

import java.util.List;
import java.util.Optional;

/** Reads texts from record headers. Of repeated headers the last one counts, as in Kafka's {@code lastHeader}. */
record Headers(List<RecordHeader> headers) {

    /** The text of a header, or empty if it is absent or null. */
    Optional<String> text(String name) throws InvalidRequestException {
        for (int at = headers.size() - 1; at >= 0; at--) {
            RecordHeader header = headers.get(at);
            if (header.name().equalsIgnoreCase(name)) {
                return decode(header);
            }
        }
        return Optional.empty();
    }

    boolean anyStartsWith(String prefix) {
        for (RecordHeader header : headers) {
            if (header.name().regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> decode(RecordHeader header) throws InvalidRequestException {
        if (header.value() == null) {
            return Optional.empty();
        }
        Optional<String> text = Utf8.decode(header.value());
        if (text.isEmpty()) {
            throw new InvalidRequestException("The header '%s' is not valid UTF-8.".formatted(header.name()));
        }
        return text;
    }
}
