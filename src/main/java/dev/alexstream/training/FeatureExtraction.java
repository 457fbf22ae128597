package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.network.Preprocessing;
import java.util.List;
import java.util.function.Supplier;

/**
 * From an encoded image to what the trained layers are shown of it, on the engine that serves. Compiles the network when the first image
 * comes; belongs to the thread that brings it.
 */
final class FeatureExtraction implements AutoCloseable {

    private final PhotographReader reader;
    private final Supplier<Classifier> opener;
    private final Cut cut;
    private final Preprocessing preprocessing;
    private final List<View> views;
    private Classifier classifier;

    /** In all views that are kept. */
    FeatureExtraction(ImageDecoder decoder, Supplier<Classifier> opener, LoadedModel model, Cut cut) {
        this(
                decoder,
                opener,
                model.manifest().preprocessing(),
                cut,
                cut.views(model.manifest().preprocessing().shortSide()));
    }

    /**
     * @param opener compiles the model
     * @param views of each image, the first of which is that of serving
     */
    FeatureExtraction(
            ImageDecoder decoder, Supplier<Classifier> opener, Preprocessing preprocessing, Cut cut, List<View> views) {
        this.reader = new PhotographReader(decoder, cut.architecture().inputSide());
        this.opener = opener;
        this.preprocessing = preprocessing;
        this.cut = cut;
        this.views = views;
    }

    /**
     * @param encoded an image that decodes
     * @param name of the image in messages
     */
    byte[] features(byte[] encoded, String name) {
        return features(reader.read(encoded, name, views));
    }

    /** @throws TrainingException if the file is not there any more, or has changed */
    byte[] features(Example example) {
        return features(reader.read(example, views));
    }

    private byte[] features(List<RgbPixels> images) {
        Front front = Front.before(cut.layer(), cut.architecture(), preprocessing, classifier());
        return CompactFeatures.encode(List.of(Rows.apart(front.apply(images), cut.values())));
    }

    /**
     * What the model says of an image, in the first view.
     *
     * @return the index of the most probable label
     */
    int best(byte[] encoded, String name) {
        List<RgbPixels> served = reader.read(encoded, name, views.subList(0, 1));
        return Scores.best(classifier().classify(served)[0]);
    }

    private Classifier classifier() {
        if (classifier == null) {
            classifier = opener.get();
        }
        return classifier;
    }

    @Override
    public void close() {
        if (classifier != null) {
            classifier.close();
            classifier = null;
        }
    }
}
