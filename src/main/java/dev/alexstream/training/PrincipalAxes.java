package dev.alexstream.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Eigenvectors of a small symmetric matrix, the one of the largest eigenvalue first.
 *
 * @param variances the eigenvalues
 * @param axes {@code axes[i]} has length 1 and belongs to {@code variances[i]}
 */
record PrincipalAxes(double[] variances, double[][] axes) {

    private static final int MOST_SWEEPS = 50;

    /** By the rotations of Jacobi: each makes one pair of the other entries zero, and all of them vanish quickly. */
    static PrincipalAxes of(double[][] symmetric) {
        int size = symmetric.length;
        double[][] matrix = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
        double[][] vectors = new double[size][size];
        IntStream.range(0, size).forEach(i -> vectors[i][i] = 1);
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(matrix); sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return sorted(matrix, vectors);
    }

    private static boolean isDiagonal(double[][] matrix) {
        double diagonal = 0;
        double others = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                double square = matrix[i][j] * matrix[i][j];
                diagonal += i == j ? square : 0;
                others += i == j ? 0 : square;
            }
        }
        return others <= 1e-30 * diagonal;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double difference = matrix[q][q] - matrix[p][p];
        double angle = difference == 0 ? Math.PI / 4 : Math.atan(2 * matrix[p][q] / difference) / 2;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (double[] row : matrix) {
            turn(row, p, q, cos, sin);
        }
        for (int i = 0; i < matrix.length; i++) {
            double first = matrix[p][i];
            double second = matrix[q][i];
            matrix[p][i] = cos * first - sin * second;
            matrix[q][i] = sin * first + cos * second;
        }
        for (double[] row : vectors) {
            turn(row, p, q, cos, sin);
        }
    }

    private static void turn(double[] row, int p, int q, double cos, double sin) {
        double first = row[p];
        double second = row[q];
        row[p] = cos * first - sin * second;
        row[q] = sin * first + cos * second;
    }

    /** {@code vectors} holds an eigenvector in each column. */
    private static PrincipalAxes sorted(double[][] matrix, double[][] vectors) {
        int[] order = IntStream.range(0, matrix.length)
                .boxed()
                .sorted((a, b) -> Double.compare(matrix[b][b], matrix[a][a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] variances =
                Arrays.stream(order).mapToDouble(i -> Math.max(0, matrix[i][i])).toArray();
        double[][] axes = Arrays.stream(order)
                .mapToObj(i -> Arrays.stream(vectors).mapToDouble(row -> row[i]).toArray())
                .toArray(double[][]::new);
        return new PrincipalAxes(variances, axes);
    }
}
