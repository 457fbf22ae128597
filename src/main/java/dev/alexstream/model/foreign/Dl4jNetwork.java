package dev.alexstream.model.foreign;

import dev.alexstream.network.Layer;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a configuration says.
 *
 * @param blocks in the order of the data
 * @param parameters all parts that have parameters, in the order in which these lie in the array
 */
record Dl4jNetwork(List<Dl4jBlock> blocks, List<Dl4jPart> parameters) {

    /** Whose parameters lie in the order of the data. */
    static Dl4jNetwork inOrder(List<Dl4jBlock> blocks) {
        return new Dl4jNetwork(blocks, withParameters(blocks).toList());
    }

    static Stream<Dl4jPart> withParameters(List<Dl4jBlock> blocks) {
        return blocks.stream().flatMap(block -> block.parts().stream()).filter(Dl4jPart::hasParameters);
    }

    List<Layer> layers() {
        return blocks.stream().map(Dl4jBlock::layer).toList();
    }
}
