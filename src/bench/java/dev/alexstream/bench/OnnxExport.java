package dev.alexstream.bench;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.Classifiers;
import dev.alexstream.engine.EngineException;
import dev.alexstream.engine.NormalizationSurvey;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.OnnxFile;
import dev.alexstream.network.OnnxSteps;
import java.io.IOException;
import java.nio.file.Path;

/** A network as an ONNX file in 32 or 8 bits. Steps of 8 bits are chosen as this program's engine does, on the same images. */
record OnnxExport(MeasuredNetwork network, String precision) {

    void write(Path file) throws IOException {
        switch (precision) {
            case "fp32" -> OnnxFile.write(network.architecture(), network.weights(), file);
            case "int8" ->
                OnnxFile.writeBytes(
                        network.architecture(),
                        network.weights(),
                        OnnxSteps.of(network.preprocessing(), ranges()),
                        file);
            default -> throw new EngineException("ONNX Runtime has no precision \"" + precision + "\" here");
        }
    }

    private ActivationRanges ranges() {
        var exact = new OwnPeer.Choice(Peer.OWN, "fp32");
        try (Classifier classifier =
                Classifiers.openExact(network.architecture(), network.weights(), network.preprocessing(), exact)) {
            return NormalizationSurvey.of(classifier, network.architecture(), network.surveyed());
        }
    }
}
