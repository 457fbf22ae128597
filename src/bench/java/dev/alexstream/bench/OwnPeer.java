package dev.alexstream.bench;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineConfig;
import dev.alexstream.image.RgbPixels;
import java.util.List;

/** An engine of this program. It takes bytes, so its time holds their conversion, which the libraries for floats are spared. */
final class OwnPeer implements PeerEngine {

    private final MeasuredNetwork network;
    private final Classifier classifier;
    private List<RgbPixels> images = List.of();

    OwnPeer(MeasuredNetwork network, Choice choice) {
        this.network = network;
        this.classifier = network.open(choice);
    }

    /** An engine and a precision by name. */
    record Choice(String engine, String precision) implements EngineConfig {}

    @Override
    public EngineInfo info() {
        return classifier.info();
    }

    @Override
    public void prepare(int count) {
        images = network.noise(count);
    }

    @Override
    public float[][] run() {
        return classifier.classify(images);
    }

    @Override
    public void close() {
        classifier.close();
    }
}
