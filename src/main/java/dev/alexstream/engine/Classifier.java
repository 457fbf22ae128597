package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import java.util.List;

/**
 * A compiled network. Confined to one thread at a time: whoever compiled it hands it to the inference thread, which uses and closes it. Holds
 * native memory until closed.
 */
public interface Classifier extends AutoCloseable {

    /** What runs: {@code engine}, {@code precision} and {@code device} are closed sets, for logs and metrics. */
    record EngineInfo(String engine, String precision, String device) {}

    EngineInfo info();

    /**
     * @param images 1 to any number of squares of the architecture's input side
     * @return softmax probabilities, shape [images, classes]
     */
    float[][] classify(List<RgbPixels> images);

    /**
     * The activations of a layer, flattened channel first (or the class probabilities, for the last one).
     *
     * @param layer a layer name of the architecture
     * @return shape [images, values of the layer]
     */
    float[][] activations(List<RgbPixels> images, String layer);

    @Override
    void close();
}
