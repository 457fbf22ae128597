package dev.alexstream.training;

import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftTally;
import dev.alexstream.network.Architecture;
import java.util.List;
import java.util.Optional;

/** What to tell drift by: what a new head answers on labelled images that were held out. */
final class HeldOutReference {

    private HeldOutReference() {}

    /**
     * @param between runs after some of them
     * @return empty when too few are held out
     */
    static Optional<DriftReference> of(Tail head, Architecture architecture, List<Sample> heldOut, Runnable between) {
        String layer = DriftReference.layer(architecture);
        DriftTally tally = new DriftTally(head.classes());
        for (List<Sample> some : Rows.pieces(heldOut, head.inputs())) {
            float[] inputs = Rows.served(some, head.inputs());
            for (float[] probabilities : head.probabilities(inputs)) {
                tally.answered(probabilities);
            }
            for (float[] activations : head.activations(inputs, layer)) {
                tally.looked(activations);
            }
            between.run();
        }
        return tally.reference("labelled images that were held out", layer);
    }
}
