package dev.alexstream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alexstream.message.InboundRecord;
import dev.alexstream.message.RecordHeader;
import dev.alexstream.message.Rejected;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What a dead letter says besides its request's own key, value and headers. All values are UTF-8. */
public final class DeadLetterHeaders {

    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    public static final String REASON = "dead-letter-reason";
    public static final String CODE = "error-code";

    /** Length and SHA-256 of a value that was too large to keep; the coordinates still lead to it. */
    public static final String VALUE_DROPPED = "dead-letter-value-dropped";

    /** How many headers of the request were dropped after the value, as they are too large themselves. */
    public static final String HEADERS_DROPPED = "dead-letter-headers-dropped";

    /** Length and SHA-256 of a key that was dropped last. */
    public static final String KEY_DROPPED = "dead-letter-key-dropped";

    /** Every name of this class; replay strips the last header of each, for a request may bear the name itself. */
    public static final Set<String> NAMES =
            Set.of(TOPIC, PARTITION, OFFSET, REASON, CODE, VALUE_DROPPED, HEADERS_DROPPED, KEY_DROPPED);

    private DeadLetterHeaders() {}

    static List<RecordHeader> of(InboundRecord request, Rejected rejected, Kept kept) {
        List<RecordHeader> headers = new ArrayList<>();
        headers.add(header(TOPIC, request.coordinates().topic()));
        headers.add(header(PARTITION, Integer.toString(request.coordinates().partition())));
        headers.add(header(OFFSET, Long.toString(request.coordinates().offset())));
        headers.add(header(REASON, rejected.reason()));
        headers.add(header(CODE, rejected.code().name()));
        if (!kept.value()) {
            headers.add(header(VALUE_DROPPED, fingerprint(request.value())));
        }
        if (!kept.headers()) {
            headers.add(
                    header(HEADERS_DROPPED, Integer.toString(request.headers().size())));
        }
        if (!kept.key()) {
            headers.add(header(KEY_DROPPED, fingerprint(request.key())));
        }
        return headers;
    }

    private static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    /** Length and SHA-256 of what was dropped. */
    public static String fingerprint(byte[] value) {
        if (value == null) {
            return "0 bytes";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
            return value.length + " bytes, sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
