package dev.alexstream.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.alexstream.engine.Classifier.EngineInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime with all its optimisations, fed from an ONNX file. Which version it is the class path decides. */
final class OnnxRuntimeNetwork implements AutoCloseable {

    /** Otherwise rounding to bytes moves before pooling, which is many times as slow on bytes in planes as on floats. */
    private static final String ROUNDING_STAYS = "session.disable_quant_qdq";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OnnxExport export;
    private final OrtSession session;

    /** @param threads of one run */
    OnnxRuntimeNetwork(OnnxExport export, int threads) {
        this.export = export;
        try (var options = new SessionOptions()) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry(ROUNDING_STAYS, "1");
            session = open(options);
        } catch (OrtException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OrtSession open(SessionOptions options) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("alexstream-onnx");
        Path file = folder.resolve("network.onnx");
        try {
            export.write(file);
            return environment.createSession(file.toString(), options);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    EngineInfo info() {
        return new EngineInfo("onnxruntime-" + environment.getVersion(), export.precision(), "cpu");
    }

    /** @param planes in native memory; read at every run */
    OnnxTensor input(FloatBuffer planes, long[] shape) {
        try {
            return OnnxTensor.createTensor(environment, planes, shape);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    /** @return shape [images, classes] */
    float[][] run(OnnxTensor input) {
        String name = session.getInputNames().iterator().next();
        try (OrtSession.Result result = session.run(Map.of(name, input))) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private static IllegalStateException failure(OrtException e) {
        return new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
}
