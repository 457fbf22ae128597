package dev.alexstream.training;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well predictions fit the truth.
 *
 * @param labels names of the classes
 * @param confusion number of examples by true class (row) and predicted class (column)
 * @param inTopFive number of examples whose true class is among the five most probable ones
 */
public record Scores(List<String> labels, int[][] confusion, int inTopFive) {

    private static final int TOP = 5;

    /**
     * One class; both figures are not a number where they would divide by zero.
     *
     * @param examples whose true class it is
     * @param precision share of right ones among the predictions of this class
     * @param recall share of its examples that were found
     */
    public record ClassScore(String label, int examples, double precision, double recall) {}

    /**
     * @param probabilities shape [examples, classes]
     * @param truth index of the true class of each example
     */
    public static Scores of(List<String> labels, List<float[]> probabilities, List<Integer> truth) {
        int[][] confusion = new int[labels.size()][labels.size()];
        int inTopFive = 0;
        for (int i = 0; i < truth.size(); i++) {
            float[] row = probabilities.get(i);
            int label = truth.get(i);
            confusion[label][best(row)]++;
            inTopFive += rank(row, label) < TOP ? 1 : 0;
        }
        return new Scores(labels, confusion, inTopFive);
    }

    /** Both as one, for cross-validation. */
    public Scores plus(Scores other) {
        int[][] sum = new int[confusion.length][];
        for (int i = 0; i < sum.length; i++) {
            int row = i;
            sum[i] = IntStream.range(0, sum.length)
                    .map(column -> confusion[row][column] + other.confusion[row][column])
                    .toArray();
        }
        return new Scores(labels, sum, inTopFive + other.inTopFive);
    }

    public int examples() {
        return IntStream.range(0, confusion.length).map(this::examplesOf).sum();
    }

    /** Share of examples whose most probable class is the true one. */
    public double topOne() {
        return share(
                IntStream.range(0, confusion.length).map(i -> confusion[i][i]).sum(), examples());
    }

    public double topFive() {
        return share(inTopFive, examples());
    }

    public List<ClassScore> classes() {
        return IntStream.range(0, labels.size()).mapToObj(this::classScore).toList();
    }

    private ClassScore classScore(int label) {
        int predicted = IntStream.range(0, confusion.length)
                .map(row -> confusion[row][label])
                .sum();
        int right = confusion[label][label];
        return new ClassScore(
                labels.get(label), examplesOf(label), share(right, predicted), share(right, examplesOf(label)));
    }

    private int examplesOf(int label) {
        return IntStream.of(confusion[label]).sum();
    }

    private static double share(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    static int best(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    private static int rank(float[] row, int label) {
        return (int) IntStream.range(0, row.length)
                .filter(i -> row[i] > row[label] || (row[i] == row[label] && i < label))
                .count();
    }
}
