package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import java.util.Arrays;
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
     * Makes ready for batches of up to so many images, so that the first one of a size is not late. Takes time, and memory for each size;
     * without it a size is made ready when it first comes up.
     */
    default void prepare(int images) {}

    /**
     * @param images 1 to any number of squares of the architecture's input side
     * @return softmax probabilities, shape [images, classes]
     */
    float[][] classify(List<RgbPixels> images);

    /**
     * What to see on the way.
     *
     * @param layer a layer name of the architecture, before the last one
     * @param most of how many images at most; the first ones
     */
    record Glimpse(String layer, int most) {}

    /**
     * What came of it.
     *
     * @param probabilities softmax, shape [images, classes]
     * @param activations of the layer, shape [images seen, values of the layer]
     */
    record Seen(float[][] probabilities, float[][] activations) {

        /** With the probabilities of further images. */
        Seen plus(float[][] more) {
            float[][] all = Arrays.copyOf(probabilities, probabilities.length + more.length);
            System.arraycopy(more, 0, all, probabilities.length, more.length);
            return new Seen(all, activations);
        }
    }

    /** As {@link #classify(List)}, and what a layer makes of some of the images; the plans read it in passing and compute nothing twice. */
    default Seen classify(List<RgbPixels> images, Glimpse glimpse) {
        List<RgbPixels> some = images.subList(0, Math.min(glimpse.most(), images.size()));
        return new Seen(classify(images), activations(some, glimpse.layer()));
    }

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
