package dev.alexstream.training;

import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.InputConverter;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.LrnOrder;
import java.util.List;

/**
 * What everybody trains on: the same in every process.
 *
 * @param planes shape [images, 3, side, side], flattened
 * @param targets shape [images, classes], each a distribution
 */
record TrainingBatch(List<RgbPixels> images, float[] planes, float[] targets) {

    private static final int CLASSES = 17;

    /** {@code alexnet-2012} with a dense layer of 512 units, as the starter model is, with seeded random weights. */
    static MeasuredNetwork network() {
        return MeasuredNetwork.random(AlexNets.of(
                AlexNets.ALEXNET_2012, new ArchitectureParameters(CLASSES, List.of(512), LrnOrder.AFTER_POOLING)));
    }

    static TrainingBatch of(MeasuredNetwork network, int count) {
        List<RgbPixels> images = network.noise(count);
        var converter = new InputConverter(network.architecture().inputSide(), network.preprocessing());
        int values =
                3 * network.architecture().inputSide() * network.architecture().inputSide();
        float[] planes = new float[count * values];
        float[] targets = new float[count * CLASSES];
        for (int image = 0; image < count; image++) {
            System.arraycopy(converter.planes(images.get(image)), 0, planes, image * values, values);
            targets[image * CLASSES + image % CLASSES] = 1;
        }
        return new TrainingBatch(images, planes, targets);
    }
}
