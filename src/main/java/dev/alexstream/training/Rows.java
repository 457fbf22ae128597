package dev.alexstream.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Features of samples as one flat array, [samples, values]. */
final class Rows {

    private static final int MOST = 64;
    private static final int LEAST = 8;
    private static final int MOST_VALUES = 1 << 20;

    private Rows() {}

    /**
     * Samples one after another in pieces that fit into the memory beside what a network makes of them.
     *
     * @param values of each sample
     */
    static List<List<Sample>> pieces(List<Sample> samples, int values) {
        int size = Math.max(LEAST, Math.min(MOST, MOST_VALUES / values));
        List<List<Sample>> pieces = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += size) {
            pieces.add(samples.subList(from, Math.min(samples.size(), from + size)));
        }
        return pieces;
    }

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
        return answers(tail, samples, () -> {});
    }

    /** @param between runs after some of them */
    static List<float[]> answers(Tail tail, List<Sample> samples, Runnable between) {
        List<float[]> answers = new ArrayList<>();
        for (List<Sample> some : pieces(samples, tail.inputs())) {
            answers.addAll(List.of(tail.probabilities(served(some, tail.inputs()))));
            between.run();
        }
        return answers;
    }

    /** The same in an array for each sample. */
    static float[][] apart(float[] rows, int values) {
        float[][] apart = new float[rows.length / values][];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = Arrays.copyOfRange(rows, i * values, (i + 1) * values);
        }
        return apart;
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
