package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.Preprocessing;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ColourNoiseTest {

    private static final double DIAGONAL = 1 / Math.sqrt(3);
    private static final int DRAWS = 40_000;

    @Test
    void shouldFindTheAxesOfAKnownMatrix() {
        PrincipalAxes axes = PrincipalAxes.of(new double[][] {{2, 1, 0}, {1, 2, 0}, {0, 0, 5}});

        assertThat(axes.variances()).containsExactly(new double[] {5, 3, 1}, within(1e-12));
        assertParallel(axes.axes()[0], 0, 0, 1);
        assertParallel(axes.axes()[1], Math.sqrt(0.5), Math.sqrt(0.5), 0);
        assertParallel(axes.axes()[2], Math.sqrt(0.5), -Math.sqrt(0.5), 0);
    }

    @Test
    void shouldTakeAnyMatrixApartIntoItsAxes() {
        double[][] matrix = {{0.08, 0.07, 0.05}, {0.07, 0.075, 0.06}, {0.05, 0.06, 0.09}};

        PrincipalAxes axes = PrincipalAxes.of(matrix);

        assertThat(axes.variances()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += axes.variances()[i] * axes.axes()[i][row] * axes.axes()[i][column];
                }
                assertThat(sum).isCloseTo(matrix[row][column], within(1e-12));
            }
        }
    }

    @Test
    void shouldSeeThatBlackAndWhiteDifferAlongGrey() {
        var statistics = new ColourStatistics();
        statistics.add(uniform(0, 0, 0));
        statistics.add(uniform(255, 255, 255));

        PrincipalAxes axes = PrincipalAxes.of(statistics.covariance());

        assertThat(axes.variances()).containsExactly(new double[] {0.75, 0, 0}, within(1e-12));
        assertParallel(axes.axes()[0], DIAGONAL, DIAGONAL, DIAGONAL);
    }

    @Test
    void shouldSeeHowTwoChannelsGoTogether() {
        var statistics = new ColourStatistics();
        statistics.add(uniform(0, 0, 51));
        statistics.add(uniform(102, 51, 51));

        assertThat(statistics.covariance()).isDeepEqualTo(new double[][] {{0.04, 0.02, 0}, {0.02, 0.01, 0}, {0, 0, 0}});
    }

    @Test
    void shouldAddSharesOfEachAxisAsLargeAsItsEigenvalueTimesATenth() {
        double[][] axes = {{DIAGONAL, DIAGONAL, DIAGONAL}, {Math.sqrt(0.5), -Math.sqrt(0.5), 0}};
        var noise = new ColourNoise(
                new PrincipalAxes(new double[] {0.2, 0.02, 0}, new double[][] {axes[0], axes[1], {0, 0, 0}}), 0.1);
        RandomGenerator random = new ResumableRandom(1);
        double[][] shares = new double[2][DRAWS];

        for (int draw = 0; draw < DRAWS; draw++) {
            double[] added = noise.draw(random);
            shares[0][draw] = product(added, axes[0]);
            shares[1][draw] = product(added, axes[1]);
        }

        assertThat(deviation(shares[0])).isCloseTo(255 * 0.1 * 0.2, within(0.1));
        assertThat(deviation(shares[1])).isCloseTo(255 * 0.1 * 0.02, within(0.01));
        assertThat(mean(shares[0])).isCloseTo(0, within(0.1));
        assertThat(product(shares[0], shares[1]) / DRAWS).isCloseTo(0, within(0.06));
    }

    @Test
    void shouldShiftAllPixelsOfAnExampleAlikeAndLeaveWhatIsServed() {
        var colours = new PrincipalAxes(new double[] {1, 0, 0}, new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        var inputs = new ColouredInputs(
                new Zeros(), new ColourNoise(colours, 0.1), new Preprocessing(2, zeros(), List.of(5.0, 1.0, 1.0)));
        List<Example> two = List.of(new Example(Path.of("a"), "a", 0), new Example(Path.of("b"), "b", 0));
        double first = new ColourNoise(colours, 0.1).draw(new Random(3))[0];

        float[] values = inputs.varied(two, new Random(3));

        assertThat(values[0]).isEqualTo((float) (first / 5));
        assertThat(Arrays.copyOfRange(values, 0, 4)).containsOnly(values[0]);
        assertThat(Arrays.copyOfRange(values, 4, 12)).containsOnly(0);
        assertThat(Arrays.copyOfRange(values, 12, 16)).containsOnly(values[12]).doesNotContain(values[0]);
        assertThat(inputs.served(two)).containsOnly(0);
    }

    /** Two pixels high and wide. */
    private record Zeros() implements Inputs {

        @Override
        public float[] varied(List<Example> examples, RandomGenerator random) {
            return served(examples);
        }

        @Override
        public float[] served(List<Example> examples) {
            return new float[examples.size() * 3 * 4];
        }
    }

    private static List<Double> zeros() {
        return List.of(0.0, 0.0, 0.0);
    }

    private static RgbPixels uniform(int red, int green, int blue) {
        byte[] data = new byte[4 * 3];
        for (int at = 0; at < data.length; at += 3) {
            data[at] = (byte) red;
            data[at + 1] = (byte) green;
            data[at + 2] = (byte) blue;
        }
        return new RgbPixels(2, data);
    }

    private static void assertParallel(double[] axis, double... expected) {
        assertThat(Math.abs(product(axis, expected))).isCloseTo(1, within(1e-9));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
