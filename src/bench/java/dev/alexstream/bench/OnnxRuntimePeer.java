package dev.alexstream.bench;

import ai.onnxruntime.OnnxTensor;
import dev.alexstream.engine.Classifier.EngineInfo;

/** ONNX Runtime in turns with other engines. */
final class OnnxRuntimePeer implements PeerEngine {

    private final MeasuredNetwork network;
    private final OnnxRuntimeNetwork compiled;
    private OnnxTensor input;

    OnnxRuntimePeer(OnnxExport export, int threads) {
        this.network = export.network();
        this.compiled = new OnnxRuntimeNetwork(export, threads);
    }

    @Override
    public EngineInfo info() {
        return compiled.info();
    }

    @Override
    public void prepare(int images) {
        closeInput();
        input = compiled.input(PeerInput.planes(network, images), PeerInput.shape(network, images));
    }

    @Override
    public float[][] run() {
        return compiled.run(input);
    }

    @Override
    public void close() {
        closeInput();
        compiled.close();
    }

    private void closeInput() {
        if (input != null) {
            input.close();
        }
    }
}
