package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Looks at what flows through a network, so that steps of 8 bits can be chosen for it. */
public final class ActivationSurvey {

    private static final int BATCH = 32;

    private ActivationSurvey() {}

    /**
     * @param classifier of the architecture, in 32 bits
     * @param images of the kind that will be classified; a few hundred do
     */
    public static ActivationRanges of(Classifier classifier, Architecture architecture, List<RgbPixels> images) {
        return of(classifier, architecture, layers(architecture), images);
    }

    /** @param surveyed names of layers, the first one not among them */
    static ActivationRanges of(
            Classifier classifier, Architecture architecture, List<String> surveyed, List<RgbPixels> images) {
        var largest = new TreeMap<String, Double>();
        for (int from = 0; from < images.size(); from += BATCH) {
            List<RgbPixels> batch = images.subList(from, Math.min(images.size(), from + BATCH));
            List<Layer> layers = architecture.layers();
            for (int i = 1; i < layers.size(); i++) {
                if (surveyed.contains(layers.get(i).name())) {
                    float[][] before =
                            classifier.activations(batch, layers.get(i - 1).name());
                    largest.merge(layers.get(i).name(), largest(before), Math::max);
                }
            }
        }
        return new ActivationRanges(images.size(), largest);
    }

    /** Those with weights, but the first. */
    static List<String> layers(Architecture architecture) {
        List<String> layers = new ArrayList<>();
        for (Layer layer :
                architecture.layers().subList(1, architecture.layers().size())) {
            if (layer instanceof Convolution || layer instanceof Dense || layer instanceof Softmax) {
                layers.add(layer.name());
            }
        }
        return layers;
    }

    /** Never zero: where nothing flows, any step will do. */
    private static double largest(float[][] activations) {
        float largest = 0;
        for (float[] image : activations) {
            for (float value : image) {
                largest = Math.max(largest, value);
            }
        }
        return largest > 0 ? largest : 1;
    }
}
