package dev.alexstream.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records of a request topic, at {@code images.requests}, partition 3, offset 1042. */
final class Records {

    static final RecordCoordinates AT = new RecordCoordinates("images.requests", 3, 1042);
    static final String COORDINATES_ID = "images.requests-3-1042";

    private Records() {}

    /** @param headers names and values in turn */
    static InboundRecord record(byte[] value, String... headers) {
        List<RecordHeader> list = new ArrayList<>();
        for (int at = 0; at < headers.length; at += 2) {
            list.add(header(headers[at], headers[at + 1]));
        }
        return new InboundRecord(AT, Instant.EPOCH, null, value, list);
    }

    static InboundRecord json(String value, String... headers) {
        return record(bytes(value), headers);
    }

    static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value == null ? null : bytes(value));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The first bytes of a JPEG: enough to be recognised, and no decoder is asked here. */
    static byte[] jpeg() {
        return new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1};
    }
}
