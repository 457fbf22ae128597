package dev.alexstream.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.network.OnnxFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime with all its optimisations, fed from an ONNX file. Which version it is the class path decides. */
final class OnnxRuntimePeer implements PeerEngine {

    private final MeasuredNetwork network;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private OnnxTensor input;

    OnnxRuntimePeer(MeasuredNetwork network, int threads) {
        this.network = network;
        try (var options = new SessionOptions()) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = open(network, options);
        } catch (OrtException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OrtSession open(MeasuredNetwork network, SessionOptions options) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("alexstream-onnx");
        Path file = folder.resolve("network.onnx");
        try {
            OnnxFile.write(network.architecture(), network.weights(), file);
            return environment.createSession(file.toString(), options);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("onnxruntime-" + environment.getVersion(), "fp32", "cpu");
    }

    @Override
    public void prepare(int images) {
        closeInput();
        try {
            input = OnnxTensor.createTensor(
                    environment, PeerInput.planes(network, images), PeerInput.shape(network, images));
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    @Override
    public float[][] run() {
        String name = session.getInputNames().iterator().next();
        try (OrtSession.Result result = session.run(Map.of(name, input))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        closeInput();
        try {
            session.close();
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private void closeInput() {
        if (input != null) {
            input.close();
        }
    }

    private static IllegalStateException failure(OrtException e) {
        return new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
}
