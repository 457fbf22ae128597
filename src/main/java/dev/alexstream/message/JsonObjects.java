package dev.alexstream.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object (RFC 8259) from bytes that a stranger wrote: strict UTF-8, bounded nesting, bounded numbers and
 * names, no repeated members, nothing after the object. A leading byte order mark is skipped.
 */
final class JsonObjects {

    static final int MAX_NESTING = 32;
    static final int MAX_NUMBER_LENGTH = 64;
    static final int MAX_NAME_LENGTH = 256;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final ObjectReader READER = reader();

    private JsonObjects() {}

    /** True if the first byte that is neither white space nor part of a byte order mark opens an object. */
    static boolean startsLikeOne(byte[] value) {
        int at = startsWithByteOrderMark(value) ? 3 : 0;
        while (at < value.length && isWhiteSpace(value[at])) {
            at++;
        }
        return at < value.length && value[at] == '{';
    }

    static JsonNode read(byte[] value) throws InvalidRequestException {
        String text = Utf8.decode(value)
                .orElseThrow(() -> new InvalidRequestException("The JSON is not valid UTF-8; encode it as UTF-8."));
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return read(marked ? text.substring(1) : text);
    }

    private static JsonNode read(String text) throws InvalidRequestException {
        try {
            JsonNode node = READER.readTree(text);
            if (!node.isObject()) {
                throw new InvalidRequestException("The JSON is not an object; send one JSON object per record.");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new InvalidRequestException(("The JSON nests deeper than %d levels, or has a number longer than %d "
                            + "characters or a name longer than %d%s.")
                    .formatted(MAX_NESTING, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH, place(e)));
        } catch (JsonParseException e) {
            throw new InvalidRequestException("The value is not valid JSON%s.".formatted(place(e)));
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(
                    "The JSON repeats a member or goes on after its end%s; send one object with unique members."
                            .formatted(place(e)));
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }

    private static boolean startsWithByteOrderMark(byte[] value) {
        return value.length >= 3 && value[0] == (byte) 0xEF && value[1] == (byte) 0xBB && value[2] == (byte) 0xBF;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Strings are as long as the record allows: they carry inline images. */
    private static ObjectReader reader() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();
    }
}
