package dev.alexstream.network;

import java.util.List;

/**
 * A network as data. Whatever runs it compiles it from this description and a set of named weights.
 *
 * @param name as in a manifest, for example {@code alexnet-2012}
 * @param inputSide width and height of the input in pixels; the input has three channels, RGB
 * @param layers in order; the last one is {@link Layer.Softmax}
 */
public record Architecture(String name, int inputSide, List<Layer> layers) {

    public Architecture {
        layers = List.copyOf(layers);
    }

    /**
     * The layer of that name and all after it.
     *
     * @throws ArchitectureException when there is none
     */
    public List<Layer> layersFrom(String first) {
        List<String> names = layers.stream().map(Layer::name).toList();
        int from = names.indexOf(first);
        if (from < 0) {
            throw new ArchitectureException(
                    name + " has no layer \"" + first + "\", there are " + String.join(", ", names));
        }
        return layers.subList(from, layers.size());
    }
}
