package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.ImageDecoder;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import java.util.List;
import java.util.function.Supplier;

/**
 * From an encoded image to what the frozen convolutions see of it, on the engine that serves. Compiles the network when the first image
 * comes; belongs to the thread that brings it.
 */
final class FeatureExtraction implements AutoCloseable {

    private final PhotographReader reader;
    private final Supplier<Classifier> opener;
    private final String layer;
    private final List<View> views;
    private Classifier classifier;

    /** In ten crops. */
    FeatureExtraction(ImageDecoder decoder, Supplier<Classifier> opener, LoadedModel model) {
        this(
                decoder,
                opener,
                model.architecture(),
                View.tenCrops(model.manifest().preprocessing().shortSide()));
    }

    /**
     * @param opener compiles the model
     * @param views of each image, the first of which is that of serving
     */
    FeatureExtraction(ImageDecoder decoder, Supplier<Classifier> opener, Architecture architecture, List<View> views) {
        this.reader = new PhotographReader(decoder, architecture.inputSide());
        this.opener = opener;
        this.views = views;
        List<String> names = architecture.layers().stream().map(Layer::name).toList();
        this.layer = names.get(names.indexOf(Head.first(architecture)) - 1);
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
        return CompactFeatures.encode(List.of(classifier().activations(images, layer)));
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
