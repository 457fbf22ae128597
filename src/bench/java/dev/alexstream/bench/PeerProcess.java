package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An engine in a process of its own, with as many threads as there are processors, asked over its standard streams. */
final class PeerProcess implements AutoCloseable {

    private static final long SECONDS_TO_END = 20;

    private final Peer peer;
    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;
    private EngineInfo info;

    private PeerProcess(Peer peer, Process process) {
        this.peer = peer;
        this.process = process;
        this.questions = new DataOutputStream(process.getOutputStream());
        this.answers = new DataInputStream(process.getInputStream());
    }

    /** Its notes go to standard error of this process. */
    static PeerProcess start(Peer peer, PeerNetwork network) {
        String threads = Integer.toString(Runtime.getRuntime().availableProcessors());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // DJL: threads of one operation, one operation at a time, and no word to its makers
        command.addAll(List.of(
                "-Dai.djl.pytorch.num_threads=" + threads,
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-DOPT_OUT_TRACKING=true"));
        command.addAll(List.of("-cp", peer.classPath(), PeerHost.class.getName()));
        command.addAll(
                List.of(peer.engine(), peer.precision(), network.architecture(), Integer.toString(network.classes())));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("OMP_NUM_THREADS", threads);
        try {
            return new PeerProcess(peer, builder.start());
        } catch (IOException e) {
            throw new BenchException(peer + " does not start: " + e.getMessage());
        }
    }

    /** Waits until the engine has the network. @return why it cannot be had, if so */
    Optional<String> objection() {
        try {
            String objection = answers.readUTF();
            info = new EngineInfo(answers.readUTF(), answers.readUTF(), "cpu");
            return Optional.of(objection).filter(sentence -> !sentence.isEmpty());
        } catch (IOException e) {
            throw gone();
        }
    }

    EngineInfo info() {
        return info;
    }

    /** For the same images in every process. */
    Agreement.Answers answers(int images) {
        try {
            ask(PeerHost.PROBABILITIES, images);
            float[][] probabilities = new float[images][answers.readInt()];
            for (float[] image : probabilities) {
                for (int label = 0; label < image.length; label++) {
                    image[label] = answers.readFloat();
                }
            }
            return new Agreement.Answers(info, probabilities);
        } catch (IOException e) {
            throw gone();
        }
    }

    /** One turn. @return milliseconds of a batch */
    double turn(int images) {
        try {
            ask(PeerHost.TURN, images);
            return answers.readDouble();
        } catch (IOException e) {
            throw gone();
        }
    }

    private void ask(int question, int images) throws IOException {
        questions.writeByte(question);
        questions.writeInt(images);
        questions.flush();
    }

    private BenchException gone() {
        return new BenchException("the process of " + peer + " has ended; what it said stands above");
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (IOException ended) {
            // nobody to be told
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
