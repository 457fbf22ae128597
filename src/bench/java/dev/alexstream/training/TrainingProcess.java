package dev.alexstream.training;

import dev.alexstream.bench.AskedProcess;
import dev.alexstream.engine.ConvolutionProbe;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Asks a {@link TrainingHost}. */
final class TrainingProcess implements AutoCloseable {

    private final AskedProcess process;

    private TrainingProcess(AskedProcess process) {
        this.process = process;
    }

    /** A step of training. */
    record Step(double millis, double loss) {}

    static TrainingProcess start(String contestant, int batch) {
        return new TrainingProcess(AskedProcess.start(
                contestant,
                Map.of(),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingHost.class.getName(),
                        contestant,
                        Integer.toString(batch))));
    }

    ConvolutionProbe probe() {
        return process.ask((questions, answers) -> {
            ask(questions, TrainingHost.PROBE);
            return new ConvolutionProbe(answers.readBoolean(), answers.readDouble());
        });
    }

    Step step() {
        return process.ask((questions, answers) -> {
            ask(questions, TrainingHost.STEP);
            return new Step(answers.readDouble(), answers.readDouble());
        });
    }

    double featureMillis() {
        return process.ask((questions, answers) -> {
            ask(questions, TrainingHost.FEATURE_TIME);
            return answers.readDouble();
        });
    }

    /** Of the first image. */
    float[] features() {
        return process.ask((questions, answers) -> {
            ask(questions, TrainingHost.FEATURES);
            float[] features = new float[answers.readInt()];
            for (int i = 0; i < features.length; i++) {
                features[i] = answers.readFloat();
            }
            return features;
        });
    }

    private static void ask(DataOutputStream questions, int question) throws IOException {
        questions.writeByte(question);
        questions.flush();
    }

    @Override
    public void close() {
        process.close();
    }
}
