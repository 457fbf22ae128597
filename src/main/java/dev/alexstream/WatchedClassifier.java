package dev.alexstream;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.RgbPixels;
import java.util.List;
import java.util.Optional;

/**
 * A classifier whose answers are watched for drift.
 *
 * @param layer to look at; empty to look at answers only
 */
record WatchedClassifier(Classifier classifier, Optional<String> layer, DriftWatch watch) implements Classifier {

    /** Of each batch: a thousand answers hold more than a hundred looks, which cost next to nothing. */
    private static final int LOOKS = 8;

    @Override
    public EngineInfo info() {
        return classifier.info();
    }

    @Override
    public void prepare(int images) {
        classifier.prepare(images);
    }

    @Override
    public float[][] classify(List<RgbPixels> images) {
        Seen seen = layer.map(name -> classifier.classify(images, new Glimpse(name, LOOKS)))
                .orElseGet(() -> new Seen(classifier.classify(images), new float[0][]));
        watch.saw(seen);
        return seen.probabilities();
    }

    @Override
    public Seen classify(List<RgbPixels> images, Glimpse glimpse) {
        return classifier.classify(images, glimpse);
    }

    @Override
    public float[][] activations(List<RgbPixels> images, String name) {
        return classifier.activations(images, name);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
