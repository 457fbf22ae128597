package dev.alexstream.model.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The configuration of a {@code MultiLayerNetwork}: layers in a row, and so are their parameters. */
final class Dl4jSequence {

    private Dl4jSequence() {}

    static Dl4jNetwork read(JsonNode root) {
        JsonNode layers = root.path("confs");
        if (!layers.isArray()) {
            throw Dl4jJson.refused("its configuration has neither layers in a row nor vertices");
        }
        List<Dl4jBlock> blocks = new ArrayList<>();
        for (JsonNode each : layers) {
            String name = String.valueOf(blocks.size());
            Dl4jParts.requireHarmless(root.path("inputPreProcessors").path(name), name);
            blocks.add(Dl4jBlock.of(Dl4jParts.read(each.path("layer"), name)));
        }
        return Dl4jNetwork.inOrder(blocks);
    }
}
