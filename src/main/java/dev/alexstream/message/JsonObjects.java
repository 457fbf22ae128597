package dev.alexstream.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads one JSON object (RFC 8259) from bytes that a stranger wrote: strict UTF-8, bounded nesting, bounded numbers and
 * names, no repeated members, nothing after the object. A leading byte order mark is skipped.
 */
final class JsonObjects {

    static final int MAX_NESTING = 32;
    static final int MAX_NUMBER_LENGTH = 64;
    static final int MAX_NAME_LENGTH = 256;

    private static final ObjectReader READER = reader();

    private JsonObjects() {}

    /** True if the first byte that is neither white space nor part of a byte order mark opens an object. */
    static boolean startsLikeOne(byte[] value) {
        int at = textStart(value);
        while (at < value.length && isWhiteSpace(value[at])) {
            at++;
        }
        return at < value.length && value[at] == '{';
    }

    static JsonNode read(byte[] value) throws InvalidRequestException {
        if (Utf8.decode(value).isEmpty()) {
            throw new InvalidRequestException("The JSON is not valid UTF-8; encode it as UTF-8.");
        }
        int start = textStart(value);
        try {
            JsonNode node = READER.readTree(value, start, value.length - start);
            if (!node.isObject()) {
                throw new InvalidRequestException("The JSON is not an object; send one JSON object per record.");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new InvalidRequestException(("The JSON nests deeper than %d levels, or has a number longer than %d "
                            + "characters or a name longer than %d%s.")
                    .formatted(MAX_NESTING, MAX_NUMBER_LENGTH, MAX_NAME_LENGTH, place(e)));
        } catch (MismatchedInputException e) {
            throw new InvalidRequestException(
                    "The JSON repeats a member or goes on after its end%s; send one object with unique members."
                            .formatted(place(e)));
        } catch (IOException e) {
            throw new InvalidRequestException("The value is not valid JSON%s.".formatted(place(e)));
        }
    }

    private static String place(IOException e) {
        if (!(e instanceof JsonProcessingException problem) || problem.getLocation() == null) {
            return "";
        }
        JsonLocation at = problem.getLocation();
        return " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** After the byte order mark, if there is one. */
    private static int textStart(byte[] value) {
        boolean marked =
                value.length >= 3 && value[0] == (byte) 0xEF && value[1] == (byte) 0xBB && value[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    /** Strings are as long as the record allows: they carry inline images. Nothing but UTF-8 is guessed at. */
    private static ObjectReader reader() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .reader();
    }
}
