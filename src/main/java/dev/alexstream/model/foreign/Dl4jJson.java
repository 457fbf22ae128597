package dev.alexstream.model.foreign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;

/** Numbers and words out of a DL4J configuration. Names of classes in it are words like others: nothing is instantiated. */
final class Dl4jJson {

    private static final int MAX_DEPTH = 64;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private Dl4jJson() {}

    static JsonNode tree(byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root == null || !root.isObject()) {
                throw refused("its configuration is no JSON object");
            }
            return root;
        } catch (IOException e) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS, "its configuration is no JSON of DL4J: " + e.getMessage(), e);
        }
    }

    /** The last part of a class name, or nothing. */
    static String className(JsonNode node) {
        String name = node.path("@class").asText("");
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** A whole number of at least 0. */
    static int whole(JsonNode node, String field, String where) {
        JsonNode number = node.path(field);
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.intValue() < 0) {
            throw refused(where + " has no whole number as its " + field);
        }
        return number.intValue();
    }

    /** A pair of equal whole numbers, of which one is given. */
    static int square(JsonNode node, String field, String where) {
        JsonNode pair = node.path(field);
        boolean equal = pair.isArray()
                && pair.size() == 2
                && pair.get(0).canConvertToInt()
                && pair.get(0).equals(pair.get(1))
                && pair.get(0).intValue() >= 0;
        if (!equal) {
            throw refused(where + " has not the same " + field + " in both directions");
        }
        return pair.get(0).intValue();
    }

    /** Refuses any other word than the given ones, unless none is there at all. */
    static void requireWord(JsonNode node, String field, String where, String... words) {
        JsonNode word = node.path(field);
        for (String allowed : words) {
            if (word.isMissingNode() || word.isNull() || word.asText().equals(allowed)) {
                return;
            }
        }
        throw refused(where + " has " + field + " " + word + ", which no network of this program has");
    }

    /** Refuses whatever is neither 0 nor absent. */
    static void requireNothing(JsonNode node, String field, String where) {
        if (node.path(field).asDouble(0) != 0) {
            throw refused(where + " has " + field + " " + node.path(field) + ", which no network of this program has");
        }
    }

    static ModelException refused(String sentence) {
        return new ModelException(Problem.INVALID_WEIGHTS, sentence);
    }
}
