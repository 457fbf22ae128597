package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.InputConverter;
import dev.alexstream.image.RgbPixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Classifies decoded images with ONNX Runtime, with a thread for each processor. For one thread. */
public final class OnnxRuntimeClassifier implements AutoCloseable {

    private final MeasuredNetwork network;
    private final InputConverter converter;
    private final OnnxRuntimeNetwork compiled;
    private final FloatBuffer planes;

    /** @param most images that come at once */
    public OnnxRuntimeClassifier(MeasuredNetwork network, int most) {
        int side = network.architecture().inputSide();
        this.network = network;
        this.converter = new InputConverter(side, network.preprocessing());
        this.compiled = new OnnxRuntimeNetwork(
                new OnnxExport(network, "fp32"), Runtime.getRuntime().availableProcessors());
        this.planes = ByteBuffer.allocateDirect(most * PeerInput.CHANNELS * side * side * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    public EngineInfo info() {
        return compiled.info();
    }

    /** @return softmax probabilities, shape [images, classes] */
    public float[][] classify(List<RgbPixels> images) {
        planes.clear();
        images.forEach(image -> planes.put(converter.planes(image)));
        try (var input = compiled.input(planes.flip(), PeerInput.shape(network, images.size()))) {
            return compiled.run(input);
        }
    }

    @Override
    public void close() {
        compiled.close();
    }
}
