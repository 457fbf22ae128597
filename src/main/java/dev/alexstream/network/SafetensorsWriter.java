package dev.alexstream.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts tensors into a file such that the same content always gives the same bytes. */
final class SafetensorsWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private static final Comparator<Map.Entry<String, Tensor>> FILE_ORDER = Comparator.comparing(
                    (Map.Entry<String, Tensor> entry) ->
                            -entry.getValue().type().bytes())
            .thenComparing(Map.Entry::getKey);

    private SafetensorsWriter() {}

    static void write(Safetensors content, OutputStream out) throws IOException {
        List<Map.Entry<String, Tensor>> tensors = content.weights().tensors().entrySet().stream()
                .sorted(FILE_ORDER)
                .toList();
        out.write(header(content.metadata(), tensors));
        for (Map.Entry<String, Tensor> entry : tensors) {
            Channels.newChannel(out).write(entry.getValue().data());
        }
        out.flush();
    }

    private static byte[] header(Map<String, String> metadata, List<Map.Entry<String, Tensor>> tensors)
            throws IOException {
        byte[] json = JSON.writeValueAsBytes(tree(metadata, tensors));
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (padded > Safetensors.MAX_HEADER_BYTES) {
            throw new SafetensorsException("a header of " + padded + " bytes is longer than can be read back");
        }
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(padded).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.array();
    }

    private static ObjectNode tree(Map<String, String> metadata, List<Map.Entry<String, Tensor>> tensors) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(SafetensorsHeader.METADATA);
            new TreeMap<>(metadata).forEach(texts::put);
        }
        long begin = 0;
        for (Map.Entry<String, Tensor> entry : tensors) {
            Tensor tensor = entry.getValue();
            long end = begin + (long) tensor.size() * tensor.type().bytes();
            ObjectNode node = root.putObject(named(entry.getKey()));
            node.put("dtype", tensor.type().name());
            ArrayNode shape = node.putArray("shape");
            tensor.shape().forEach(shape::add);
            node.putArray("data_offsets").add(begin).add(end);
            begin = end;
        }
        return root;
    }

    private static String named(String tensor) {
        if (tensor.equals(SafetensorsHeader.METADATA)) {
            throw new SafetensorsException("a tensor cannot be called " + tensor);
        }
        return tensor;
    }
}
