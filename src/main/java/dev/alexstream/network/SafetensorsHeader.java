package dev.alexstream.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the front of a safetensors file, believed only after every claim was checked: offsets are contiguous from 0 and agree with
 * type and shape.
 *
 * @param metadata free text by name
 * @param entries in the order of their bytes
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {

    static final String METADATA = "__metadata__";

    private static final int MAX_DEPTH = 4;
    private static final int MAX_DIMENSIONS = 8;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** One tensor's claim on the bytes after the header: [begin, end). */
    record Entry(String name, DataType type, List<Integer> shape, long begin, long end) {

        int length() {
            return Math.toIntExact(end - begin);
        }
    }

    /**
     * @throws SafetensorsException for anything but a well-formed header
     */
    static SafetensorsHeader parse(byte[] json) {
        JsonNode root = tree(json);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> entries = new ArrayList<>();
        root.properties().forEach(field -> {
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(metadata(field.getValue()));
            } else {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        });
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        requireContiguous(entries);
        return new SafetensorsHeader(metadata, List.copyOf(entries));
    }

    /** Bytes of all tensors together. */
    long dataBytes() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    private static JsonNode tree(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            JsonNode root = JSON.readTree(parser);
            if (root == null || !root.isObject() || json[0] != '{' || parser.nextToken() != null) {
                throw new SafetensorsException("the header is not one JSON object");
            }
            return root;
        } catch (IOException e) {
            throw new SafetensorsException("the header is not one JSON value without duplicate names", e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) {
        if (!node.isObject()) {
            throw new SafetensorsException(METADATA + " is not an object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                throw new SafetensorsException(METADATA + " holds a value that is not text");
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        });
        return metadata;
    }

    private static Entry entry(String name, JsonNode node) {
        if (!node.isObject() || node.size() != 3) {
            throw new SafetensorsException(
                    "tensor " + quoted(name) + " is not an object of dtype, shape, data_offsets");
        }
        DataType type = type(name, node.path("dtype"));
        List<Integer> shape = numbers(name, "shape", node.path("shape")).stream()
                .map(side -> side(name, side))
                .toList();
        List<Long> offsets = numbers(name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2) {
            throw new SafetensorsException("tensor " + quoted(name) + " has not two data_offsets");
        }
        Entry entry = new Entry(name, type, shape, offsets.get(0), offsets.get(1));
        requireLength(entry);
        return entry;
    }

    private static DataType type(String name, JsonNode node) {
        for (DataType type : DataType.values()) {
            if (node.isTextual() && type.name().equals(node.textValue())) {
                return type;
            }
        }
        throw new SafetensorsException("tensor " + quoted(name) + " has a dtype other than F32, F16, BF16 and U8");
    }

    private static List<Long> numbers(String name, String what, JsonNode node) {
        if (!node.isArray() || node.size() > MAX_DIMENSIONS) {
            throw new SafetensorsException("tensor " + quoted(name) + ": " + what + " is not a short list");
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw new SafetensorsException("tensor " + quoted(name) + ": " + what + " holds " + number
                        + " instead of a whole number of at least 0");
            }
            numbers.add(number.longValue());
        }
        return numbers;
    }

    private static int side(String name, long side) {
        if (side > Integer.MAX_VALUE) {
            throw new SafetensorsException("tensor " + quoted(name) + ": a side of " + side + " is too long");
        }
        return (int) side;
    }

    private static void requireLength(Entry entry) {
        long expected;
        try {
            expected = (long) Tensor.sizeOf(entry.shape()) * entry.type().bytes();
        } catch (WeightsException e) {
            throw new SafetensorsException("tensor " + quoted(entry.name()) + ": " + e.getMessage(), e);
        }
        if (entry.begin() > entry.end() || entry.end() - entry.begin() != expected) {
            throw new SafetensorsException("tensor %s: data_offsets [%d, %d] do not hold %d bytes of %s %s"
                    .formatted(
                            quoted(entry.name()), entry.begin(), entry.end(), expected, entry.type(), entry.shape()));
        }
    }

    private static void requireContiguous(List<Entry> entries) {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw new SafetensorsException("tensor %s begins at %d, %s the one before it, which ends at %d"
                        .formatted(
                                quoted(entry.name()),
                                entry.begin(),
                                entry.begin() < end ? "inside" : "apart from",
                                end));
            }
            end = entry.end();
        }
    }

    private static String quoted(String name) {
        return '"' + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + '"';
    }
}
