package dev.alexstream.model.foreign;

import dev.alexstream.network.LrnOrder;
import java.util.List;

/**
 * What a file says: the architecture that its layers are those of, and the layers that have weights, in order. How many units the dense
 * layers have follows from their weights.
 */
record ForeignNetwork(
        String architecture, LrnOrder lrnOrder, List<ForeignLayer> convolutions, List<ForeignLayer> dense) {

    ForeignNetwork {
        convolutions = List.copyOf(convolutions);
        dense = List.copyOf(dense);
    }
}
