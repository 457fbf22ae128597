package dev.alexstream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** JSON objects on one line. */
final class JsonLine {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLine() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Numbers by name. */
    static ObjectNode numbers(Map<String, Double> values) {
        ObjectNode node = object();
        values.forEach(node::put);
        return node;
    }

    /** A measured number with three digits after the point; null for what is not a number, for which JSON has no word. */
    static ObjectNode figure(ObjectNode node, String name, double value) {
        return Double.isFinite(value) ? node.put(name, Math.round(value * 1e3) / 1e3) : node.putNull(name);
    }

    static byte[] of(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON values could not be written: " + node, e);
        }
    }

    /** The bytes as a JSON object, if they are exactly one. */
    static Optional<JsonNode> parse(byte[] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try (var parser = MAPPER.createParser(bytes)) {
            JsonNode node = MAPPER.readTree(parser);
            boolean alone = node != null && node.isObject() && parser.nextToken() == null;
            return alone ? Optional.of(node) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
