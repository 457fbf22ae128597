package dev.alexstream.model.foreign;

import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import java.util.List;

/**
 * One layer of ours, made of one layer of DL4J, or of those that share a grouped convolution.
 *
 * @param parts in the order of their channels
 */
record Dl4jBlock(Layer layer, List<Dl4jPart> parts) {

    static Dl4jBlock of(Dl4jPart part) {
        return new Dl4jBlock(part.layer(), List.of(part));
    }

    /**
     * @param parts convolutions of the same kind, each over channels of its own
     */
    static Dl4jBlock grouped(String name, List<Dl4jPart> parts) {
        var one = (Convolution) parts.get(0).layer();
        return new Dl4jBlock(
                new Convolution(
                        name,
                        Math.multiplyExact(one.outChannels(), parts.size()),
                        one.kernel(),
                        one.stride(),
                        one.padding(),
                        parts.size()),
                List.copyOf(parts));
    }
}
