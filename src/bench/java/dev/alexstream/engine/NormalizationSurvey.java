package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import java.util.ArrayList;
import java.util.List;

/** An {@link ActivationSurvey} for libraries that take what goes into normalisation as bytes, too. */
public final class NormalizationSurvey {

    private NormalizationSurvey() {}

    /**
     * @param classifier of the architecture, in 32 bits
     * @return ranges of what goes into the layers with weights but the first, and into those that normalise
     */
    public static ActivationRanges of(Classifier classifier, Architecture architecture, List<RgbPixels> images) {
        List<String> surveyed = new ArrayList<>(ActivationSurvey.layers(architecture));
        architecture.layers().stream()
                .filter(layer -> layer instanceof LocalResponseNormalization)
                .map(Layer::name)
                .forEach(surveyed::add);
        return ActivationSurvey.of(classifier, architecture, surveyed, images);
    }
}
