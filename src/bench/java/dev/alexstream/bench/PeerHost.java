package dev.alexstream.bench;

import dev.alexstream.engine.Classifier.EngineInfo;
import dev.alexstream.engine.EngineException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * The process of one engine. It says what it is or why it cannot be had, then answers what {@link PeerProcess} asks, one question at a
 * time, until its standard input ends. Nothing else goes to standard output.
 */
public final class PeerHost {

    static final int PROBABILITIES = 'p';
    static final int TURN = 't';

    /** Part of a turn that does not count: the threads of the engine before may still be spinning. */
    private static final Duration WARM_UP = Duration.ofMillis(300);

    /** A turn repeats what is faster than this. */
    private static final Duration TURN_TIME = Duration.ofMillis(300);

    private final PeerEngine engine;
    private final DataInputStream questions;
    private final DataOutputStream answers;
    private int prepared;

    private PeerHost(PeerEngine engine, DataInputStream questions, DataOutputStream answers) {
        this.engine = engine;
        this.questions = questions;
        this.answers = answers;
    }

    /** @param arguments engine, precision, architecture, classes */
    public static void main(String... arguments) throws IOException {
        var answers = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        var network = new PeerNetwork(arguments[2], Integer.parseInt(arguments[3])).measured();
        try (PeerEngine engine = open(arguments[0], arguments[1], network)) {
            introduce(answers, "", engine.info());
            new PeerHost(engine, new DataInputStream(System.in), answers).serve();
        } catch (EngineException e) {
            introduce(answers, e.getMessage(), new EngineInfo(arguments[0], arguments[1], ""));
        }
    }

    private static PeerEngine open(String engine, String precision, MeasuredNetwork network) {
        return switch (engine) {
            case "onnxruntime" ->
                new OnnxRuntimePeer(
                        new OnnxExport(network, precision), Runtime.getRuntime().availableProcessors());
            case "pytorch" -> new PyTorchPeer(network, precision);
            case ReleasedDl4jPeer.NAME -> new ReleasedDl4jPeer(network);
            default -> new OwnPeer(network, new OwnPeer.Choice(engine, precision));
        };
    }

    private static void introduce(DataOutputStream answers, String objection, EngineInfo info) throws IOException {
        answers.writeUTF(objection);
        answers.writeUTF(info.engine());
        answers.writeUTF(info.precision());
        answers.flush();
    }

    private void serve() throws IOException {
        for (int question = questions.read(); question >= 0; question = questions.read()) {
            prepare(questions.readInt());
            if (question == TURN) {
                answers.writeDouble(turn());
            } else {
                answer(engine.run());
            }
            answers.flush();
        }
    }

    private void prepare(int images) {
        if (images != prepared) {
            engine.prepare(images);
            prepared = images;
        }
    }

    private void answer(float[][] probabilities) throws IOException {
        answers.writeInt(probabilities[0].length);
        for (float[] image : probabilities) {
            for (float probability : image) {
                answers.writeFloat(probability);
            }
        }
    }

    /** Milliseconds of a run. */
    private double turn() {
        repeat(WARM_UP);
        return repeat(TURN_TIME);
    }

    private double repeat(Duration atLeast) {
        long started = System.nanoTime();
        long elapsed = 0;
        int runs = 0;
        while (elapsed < atLeast.toNanos()) {
            engine.run();
            elapsed = System.nanoTime() - started;
            runs++;
        }
        return elapsed / 1e6 / runs;
    }
}
