package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.ReleasedDl4j;
import java.nio.FloatBuffer;

/** DL4J without this program's help. */
final class ReleasedDl4jPeer implements PeerEngine {

    static final String NAME = "dl4j-as-released";

    private final MeasuredNetwork network;
    private final ReleasedDl4j dl4j;
    private FloatBuffer planes;
    private int images;

    ReleasedDl4jPeer(MeasuredNetwork network) {
        this.network = network;
        this.dl4j = new ReleasedDl4j(network.architecture(), network.weights());
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(NAME, "fp32", "cpu");
    }

    @Override
    public void prepare(int count) {
        planes = PeerInput.planes(network, count);
        images = count;
    }

    @Override
    public float[][] run() {
        return dl4j.classify(planes, images);
    }

    @Override
    public void close() {
        dl4j.close();
    }
}
