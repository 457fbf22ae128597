package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.ArrayList;
import java.util.List;

/** Shows a network examples exactly as a worker would, and compares. */
public final class Evaluator {

    private static final int BATCH = 32;

    private final ImageDecoder decoder;
    private final EngineConfig engine;

    public Evaluator(ImageDecoder decoder, EngineConfig engine) {
        this.decoder = decoder;
        this.engine = engine;
    }

    /**
     * @param labels of the network's outputs; the examples' labels are indices of these
     * @param done runs after each example
     */
    public Scores evaluate(Network network, List<String> labels, List<Example> examples, Runnable done) {
        var reader = new PhotographReader(decoder, network.architecture().inputSide());
        View view = View.ofServing(network.preprocessing().shortSide());
        List<float[]> rows = new ArrayList<>();
        try (Classifier classifier =
                Classifiers.open(network.architecture(), network.weights(), network.preprocessing(), engine)) {
            for (int from = 0; from < examples.size(); from += BATCH) {
                List<RgbPixels> images = new ArrayList<>();
                for (Example example : examples.subList(from, Math.min(examples.size(), from + BATCH))) {
                    images.add(reader.read(example, view));
                    done.run();
                }
                rows.addAll(List.of(classifier.classify(images)));
            }
        }
        return Scores.of(labels, rows, examples.stream().map(Example::label).toList());
    }

    /** What is evaluated. */
    public record Network(Architecture architecture, Weights weights, Preprocessing preprocessing) {}
}
