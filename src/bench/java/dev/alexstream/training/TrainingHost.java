package dev.alexstream.training;

import dev.alexstream.bench.MeasuredNetwork;
import dev.alexstream.engine.ConvolutionProbe;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The process of one contestant: DL4J's helpers are there for all layers of a process or for none. It answers what {@link
 * TrainingProcess} asks until its standard input ends. Nothing else goes to standard output.
 */
public final class TrainingHost {

    static final String OWN = "alexstream";
    static final String RELEASED = "dl4j-as-released";

    static final int PROBE = 'p';
    static final int STEP = 's';
    static final int FEATURES = 'f';
    static final int FEATURE_TIME = 't';

    private final TrainingContestant contestant;
    private final TrainingBatch batch;

    private TrainingHost(TrainingContestant contestant, TrainingBatch batch) {
        this.contestant = contestant;
        this.batch = batch;
    }

    /** @param arguments contestant, batch size */
    public static void main(String... arguments) throws IOException {
        var answers = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        MeasuredNetwork network = TrainingBatch.network();
        try (var contestant = arguments[0].equals(OWN) ? new OwnTraining(network) : new ReleasedTraining(network)) {
            var batch = TrainingBatch.of(network, Integer.parseInt(arguments[1]));
            new TrainingHost(contestant, batch).serve(new DataInputStream(System.in), answers);
        }
    }

    private void serve(DataInputStream questions, DataOutputStream answers) throws IOException {
        for (int question = questions.read(); question >= 0; question = questions.read()) {
            switch (question) {
                case PROBE -> probe(answers);
                case STEP -> step(answers);
                case FEATURES -> features(answers);
                default -> answers.writeDouble(featureMillis());
            }
            answers.flush();
        }
    }

    private static void probe(DataOutputStream answers) throws IOException {
        ConvolutionProbe probe = ConvolutionProbe.run();
        answers.writeBoolean(probe.helped());
        answers.writeDouble(probe.medianMillis());
    }

    private void step(DataOutputStream answers) throws IOException {
        long started = System.nanoTime();
        double loss = contestant.step(batch);
        answers.writeDouble((System.nanoTime() - started) / 1e6);
        answers.writeDouble(loss);
    }

    private double featureMillis() {
        long started = System.nanoTime();
        contestant.features(batch);
        return (System.nanoTime() - started) / 1e6;
    }

    private void features(DataOutputStream answers) throws IOException {
        float[] first = contestant.features(batch)[0];
        answers.writeInt(first.length);
        for (float value : first) {
            answers.writeFloat(value);
        }
    }
}
