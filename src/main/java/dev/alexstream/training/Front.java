package dev.alexstream.training;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Preprocessing;
import java.util.List;

/** The layers that are not trained: from pixels to what the first trained layer takes, [images, values]. */
interface Front {

    float[] apply(List<RgbPixels> images);

    /** Everything before a layer, on the engine that serves. */
    static Front before(String layer, Architecture architecture, Preprocessing preprocessing, Classifier classifier) {
        List<String> names = architecture.layers().stream().map(Layer::name).toList();
        int index = names.indexOf(layer);
        if (index == 0) {
            return images -> planes(images, preprocessing);
        }
        return images -> joined(classifier.activations(images, names.get(index - 1)));
    }

    private static float[] joined(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
        }
        return all;
    }

    /** Colour planes after preprocessing: {@code (value - mean) / scale}. */
    private static float[] planes(List<RgbPixels> images, Preprocessing preprocessing) {
        int pixels = images.get(0).side() * images.get(0).side();
        float[] planes = new float[images.size() * 3 * pixels];
        int to = 0;
        for (RgbPixels image : images) {
            for (int channel = 0; channel < 3; channel++) {
                double mean = preprocessing.mean().get(channel);
                double scale = preprocessing.scale().get(channel);
                for (int pixel = 0; pixel < pixels; pixel++) {
                    planes[to++] = (float) (((image.data()[pixel * 3 + channel] & 0xFF) - mean) / scale);
                }
            }
        }
        return planes;
    }
}
