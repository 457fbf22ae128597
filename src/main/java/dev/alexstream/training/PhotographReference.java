package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.Glimpse;
import dev.alexstream.engine.Classifier.Seen;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftTally;
import dev.alexstream.training.Evaluator.Network;
import dev.alexstream.training.ModelTraining.Tools;
import java.util.List;
import java.util.Optional;

/**
 * What to tell drift by: answers on photographs that the network which gave them had not learned, as it is surer of those that it had.
 */
final class PhotographReference {

    private static final int BATCH = 32;

    private final Tools tools;
    private final int labels;
    private final DriftTally folds;

    PhotographReference(Tools tools, int labels) {
        this.tools = tools;
        this.labels = labels;
        this.folds = new DriftTally(labels);
    }

    /** Who is told of an image. */
    private interface Eye {
        void saw(float[] probabilities, float[] activations);
    }

    /** One more fold of a cross-validation. */
    void fold(Network network, List<Example> heldOut) {
        see(network, heldOut, (probabilities, activations) -> folds.answered(probabilities));
    }

    /**
     * Of the photographs that were held out; if none were, the answers of the folds, and features of what was learned, as networks of
     * different folds have no features in common.
     *
     * @return empty when there is neither, or too little
     */
    Optional<DriftReference> of(Network network, Split split) {
        String layer = DriftReference.layer(network.architecture());
        if (split.holdout().isEmpty()) {
            if (folds.answers() > 0) {
                see(network, split.training(), (probabilities, activations) -> folds.looked(activations));
            }
            return folds.reference("cross-validation; features of the photographs that were trained on", layer);
        }
        DriftTally tally = new DriftTally(labels);
        see(network, split.holdout(), (probabilities, activations) -> {
            tally.answered(probabilities);
            tally.looked(activations);
        });
        return tally.reference("photographs that were held out", layer);
    }

    private void see(Network network, List<Example> examples, Eye eye) {
        var reader =
                new PhotographReader(tools.decoder(), network.architecture().inputSide());
        View view = View.ofServing(network.preprocessing().shortSide());
        String layer = DriftReference.layer(network.architecture());
        tools.progress().began("reference", examples.size());
        try (Classifier classifier = Classifiers.open(
                network.architecture(), network.weights(), network.preprocessing(), network.ranges(), tools.engine())) {
            for (int from = 0; from < examples.size(); from += BATCH) {
                List<RgbPixels> images = examples.subList(from, Math.min(examples.size(), from + BATCH)).stream()
                        .map(example -> reader.read(example, view))
                        .toList();
                Seen seen = classifier.classify(images, new Glimpse(layer, BATCH));
                for (int i = 0; i < images.size(); i++) {
                    eye.saw(seen.probabilities()[i], seen.activations()[i]);
                    tools.progress().step();
                }
            }
        } finally {
            tools.progress().ended();
        }
    }
}
