package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An engine in a process of its own. */
final class PeerProcess implements AutoCloseable {

    private final AskedProcess process;
    private EngineInfo info;

    private PeerProcess(AskedProcess process) {
        this.process = process;
    }

    static PeerProcess start(Peer peer, PeerNetwork network) {
        // DJL: threads of one operation, one operation at a time, and no word to its makers
        return new PeerProcess(AskedProcess.start(
                peer.toString(),
                peer.environment(),
                List.of(
                        "-Dai.djl.pytorch.num_threads=" + AskedProcess.threads(),
                        "-Dai.djl.pytorch.num_interop_threads=1",
                        "-DOPT_OUT_TRACKING=true",
                        "-cp",
                        peer.classPath(),
                        PeerHost.class.getName(),
                        peer.engine(),
                        peer.precision(),
                        network.architecture(),
                        Integer.toString(network.classes()))));
    }

    /** Waits until the engine has the network. @return why it cannot be had, if so */
    Optional<String> objection() {
        return process.ask((questions, answers) -> {
            String objection = answers.readUTF();
            info = new EngineInfo(answers.readUTF(), answers.readUTF(), "cpu");
            return Optional.of(objection).filter(sentence -> !sentence.isEmpty());
        });
    }

    EngineInfo info() {
        return info;
    }

    /** For the same images in every process. */
    Agreement.Answers answers(int images) {
        return process.ask((questions, answers) -> {
            ask(questions, PeerHost.PROBABILITIES, images);
            return new Agreement.Answers(info, probabilities(answers, images));
        });
    }

    private static float[][] probabilities(DataInputStream answers, int images) throws IOException {
        float[][] probabilities = new float[images][answers.readInt()];
        for (float[] image : probabilities) {
            for (int label = 0; label < image.length; label++) {
                image[label] = answers.readFloat();
            }
        }
        return probabilities;
    }

    /** One turn. @return milliseconds of a batch */
    double turn(int images) {
        return process.ask((questions, answers) -> {
            ask(questions, PeerHost.TURN, images);
            return answers.readDouble();
        });
    }

    private static void ask(DataOutputStream questions, int question, int images) throws IOException {
        questions.writeByte(question);
        questions.writeInt(images);
        questions.flush();
    }

    @Override
    public void close() {
        process.close();
    }
}
