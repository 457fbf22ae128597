package dev.alexstream.model.foreign;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the layers with weights in the groups of a file, and their order. */
final class KerasLayers {

    private static final int MAX_DEPTH = 5;
    private static final int MAX_NODES = 2000;

    private int nodes;

    private KerasLayers() {}

    /** In the order of {@code layer_names}, else in that of their numbers: {@code conv2d}, {@code conv2d_1}, {@code conv2d_10}. */
    static List<KerasLayer> of(Group file) {
        Group parent =
                group(file, "model_weights").or(() -> group(file, "layers")).orElse(file);
        List<String> listed = listed(parent);
        List<KerasLayer> layers = new KerasLayers().layers(parent);
        layers.sort(Comparator.comparingInt((KerasLayer layer) -> position(listed, layer.name()))
                .thenComparingInt(layer -> number(layer.name())));
        if (layers.isEmpty()) {
            throw new ModelException(
                    Problem.INVALID_WEIGHTS, "it has no layers with weights where Keras puts them; what wrote it?");
        }
        return layers;
    }

    private static Optional<Group> group(Group parent, String name) {
        return parent.getChild(name) instanceof Group child && !child.isLink() ? Optional.of(child) : Optional.empty();
    }

    private static List<String> listed(Group parent) {
        Attribute names = parent.getAttributes().get("layer_names");
        return names != null && names.getData() instanceof String[] list ? List.of(list) : List.of();
    }

    private static int position(List<String> listed, String name) {
        int position = listed.indexOf(name);
        return position < 0 ? listed.size() : position;
    }

    /** Of the layers of one kind in a program: the first has none. */
    private static int number(String name) {
        String digits = name.substring(name.lastIndexOf('_') + 1);
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private List<KerasLayer> layers(Group parent) {
        List<KerasLayer> layers = new ArrayList<>();
        for (Node child : parent) {
            if (child instanceof Group layer && !child.isLink()) {
                List<Dataset> datasets = new ArrayList<>();
                collect(layer, datasets, 1);
                if (!datasets.isEmpty()) {
                    layers.add(KerasLayer.of(layer.getName(), datasets));
                }
            }
        }
        return layers;
    }

    private void collect(Group group, List<Dataset> into, int depth) {
        for (Node child : group) {
            if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
                throw new ModelException(
                        Problem.TOO_LARGE, "its groups are more or deeper than those of an AlexNet can be");
            }
            if (child.isLink()) {
                throw new ModelException(
                        Problem.INVALID_WEIGHTS,
                        child.getPath() + " is a link to another place, which is not followed; Keras writes none");
            }
            if (child instanceof Dataset dataset) {
                into.add(dataset);
            } else if (child instanceof Group deeper) {
                collect(deeper, into, depth + 1);
            }
        }
    }
}
