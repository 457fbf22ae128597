package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Dl4jJson.className;
import static dev.alexstream.model.foreign.Dl4jJson.refused;
import static dev.alexstream.model.foreign.Dl4jJson.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The configuration of a {@code ComputationGraph} in which data takes one way, but for convolutions over slices of the channels whose
 * results are put side by side: a grouped convolution. Parameters lie in the order in which DL4J computed the vertices.
 */
final class Dl4jGraph {

    private final JsonNode root;
    private final Set<String> passed = new HashSet<>();

    private Dl4jGraph(JsonNode root) {
        this.root = root;
    }

    static Dl4jNetwork read(JsonNode root) {
        return new Dl4jGraph(root).read();
    }

    private Dl4jNetwork read() {
        List<Dl4jBlock> blocks = new ArrayList<>();
        String input = only(root.path("networkInputs"), "the network has not one input");
        String current = only(root.path("networkOutputs"), "the network has not one output");
        while (!current.equals(input)) {
            if (!passed.add(current)) {
                throw refused("its vertices form a circle at " + current);
            }
            boolean merged = className(vertex(current)).equals("MergeVertex");
            blocks.add(merged ? grouped(current) : Dl4jBlock.of(part(current)));
            current = merged ? beforeSlices(current) : before(current);
        }
        Collections.reverse(blocks);
        return ordered(blocks);
    }

    private Dl4jNetwork ordered(List<Dl4jBlock> blocks) {
        JsonNode order = root.path("topologicalOrderStr");
        if (!order.isArray()) {
            if (blocks.stream().allMatch(block -> block.parts().size() == 1)) {
                return Dl4jNetwork.inOrder(blocks);
            }
            throw refused("it does not say in which order its parameters lie; load it and save it again with DL4J"
                    + " 1.0.0-M2.1");
        }
        Map<String, Dl4jPart> parts = new LinkedHashMap<>();
        Dl4jNetwork.withParameters(blocks).forEach(part -> parts.put(part.name(), part));
        List<Dl4jPart> inOrder = new ArrayList<>();
        for (JsonNode name : order) {
            Dl4jPart part = parts.remove(name.asText());
            if (part != null) {
                inOrder.add(part);
            }
        }
        if (!parts.isEmpty()) {
            throw refused("its order of vertices lacks " + String.join(", ", parts.keySet()));
        }
        return new Dl4jNetwork(blocks, inOrder);
    }

    private Dl4jPart part(String name) {
        JsonNode vertex = vertex(name);
        if (!className(vertex).equals("LayerVertex")) {
            throw refused("vertex " + name + " is a " + className(vertex) + ", which no network of this program has");
        }
        Dl4jParts.requireHarmless(vertex.path("preProcessor"), name);
        return Dl4jParts.read(vertex.path("layerConf").path("layer"), name);
    }

    private Dl4jBlock grouped(String merge) {
        List<Dl4jPart> parts = new ArrayList<>();
        for (JsonNode input : inputs(merge)) {
            Dl4jPart part = part(input.asText());
            requireSlice(before(part.name()), parts.size(), part.inputs());
            parts.add(part);
        }
        if (parts.isEmpty() || parts.stream().anyMatch(part -> !isAlike(part, parts.get(0)))) {
            throw refused("what " + merge + " puts side by side are not convolutions of one kind");
        }
        return Dl4jBlock.grouped(merge, parts);
    }

    private static boolean isAlike(Dl4jPart part, Dl4jPart other) {
        return part.isConvolution()
                && other.isConvolution()
                && Dl4jMatch.nameless(part.layer()).equals(Dl4jMatch.nameless(other.layer()))
                && part.inputs() == other.inputs();
    }

    private void requireSlice(String name, int group, int channels) {
        JsonNode slice = vertex(name);
        boolean own = className(slice).equals("SubsetVertex")
                && whole(slice, "from", name) == (long) group * channels
                && whole(slice, "to", name) == (group + 1L) * channels - 1;
        if (!own) {
            throw refused("vertex " + name + " is not the slice of channels that belongs to its group");
        }
    }

    private String beforeSlices(String merge) {
        Set<String> origins = new HashSet<>();
        for (JsonNode input : inputs(merge)) {
            origins.add(before(before(input.asText())));
        }
        if (origins.size() != 1) {
            throw refused("what " + merge + " puts side by side does not come from one place");
        }
        return origins.iterator().next();
    }

    private String before(String name) {
        return only(inputs(name), "vertex " + name + " has not one input");
    }

    private JsonNode inputs(String name) {
        return root.path("vertexInputs").path(name);
    }

    private JsonNode vertex(String name) {
        return root.path("vertices").path(name);
    }

    private static String only(JsonNode names, String otherwise) {
        if (!names.isArray() || names.size() != 1 || !names.get(0).isTextual()) {
            throw refused(otherwise);
        }
        return names.get(0).asText();
    }
}
