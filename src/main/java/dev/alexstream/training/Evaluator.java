package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shows a network examples exactly as a worker would, or in several crops, and compares. */
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
     * @param crops what is shown of each example
     * @param done runs after each example
     */
    public Scores evaluate(Network network, List<String> labels, List<Example> examples, Crops crops, Runnable done) {
        var reader = new PhotographReader(decoder, network.architecture().inputSide());
        List<View> views = crops.views(network.preprocessing().shortSide());
        List<float[]> rows = new ArrayList<>();
        try (Classifier classifier = Classifiers.open(
                network.architecture(), network.weights(), network.preprocessing(), network.ranges(), engine)) {
            for (int from = 0; from < examples.size(); from += BATCH) {
                List<RgbPixels> images = new ArrayList<>();
                for (Example example : examples.subList(from, Math.min(examples.size(), from + BATCH))) {
                    images.addAll(reader.read(example, views));
                    done.run();
                }
                rows.addAll(averages(classifier.classify(images), views.size()));
            }
        }
        return Scores.of(labels, rows, examples.stream().map(Example::label).toList());
    }

    /** The mean of each so many rows that follow each other. */
    private static List<float[]> averages(float[][] rows, int group) {
        List<float[]> averages = new ArrayList<>();
        for (int from = 0; from < rows.length; from += group) {
            float[] average = new float[rows[from].length];
            for (float[] row : Arrays.asList(rows).subList(from, from + group)) {
                for (int i = 0; i < average.length; i++) {
                    average[i] += row[i] / group;
                }
            }
            averages.add(average);
        }
        return averages;
    }

    /** What a network is shown of a photograph. */
    public enum Crops {
        /** What a worker shows it. */
        SERVED,
        /** Centre and corners, each with its mirror image; the probabilities are averaged (Krizhevsky et al. 2012, section 4.1). */
        TEN;

        private List<View> views(int shortSide) {
            return this == TEN ? View.tenCrops(shortSide) : List.of(View.ofServing(shortSide));
        }
    }

    /**
     * What is evaluated.
     *
     * @param ranges null if unknown
     */
    public record Network(
            Architecture architecture, Weights weights, Preprocessing preprocessing, ActivationRanges ranges) {}
}
