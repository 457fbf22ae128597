package dev.alexstream.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Features of samples as one flat array, [samples, values]. */
final class Rows {

    private static final int CHUNK = 64;

    private Rows() {}

    /** Each in a view drawn at random. */
    static float[] varied(List<Sample> samples, int values, RandomGenerator random) {
        float[] rows = new float[samples.size() * values];
        for (int i = 0; i < samples.size(); i++) {
            ByteBuffer features = samples.get(i).features().get();
            int view = random.nextInt(CompactFeatures.views(features));
            CompactFeatures.decode(features, view, FloatBuffer.wrap(rows, i * values, values));
        }
        return rows;
    }

    /** Each as it will look when the model serves. */
    static float[] served(List<Sample> samples, int values) {
        float[] rows = new float[samples.size() * values];
        for (int i = 0; i < samples.size(); i++) {
            CompactFeatures.decode(samples.get(i).features().get(), 0, FloatBuffer.wrap(rows, i * values, values));
        }
        return rows;
    }

    /** What a network says of each, as it will look when the model serves. */
    static List<float[]> answers(Tail tail, List<Sample> samples) {
        List<float[]> answers = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += CHUNK) {
            List<Sample> some = samples.subList(from, Math.min(samples.size(), from + CHUNK));
            answers.addAll(List.of(tail.probabilities(served(some, tail.inputs()))));
        }
        return answers;
    }

    /** Root of the mean square, never zero. */
    static double size(float[] rows) {
        double sum = 0;
        for (float value : rows) {
            sum += (double) value * value;
        }
        return Math.max(Math.sqrt(sum / Math.max(1, rows.length)), Float.MIN_NORMAL);
    }
}
