package dev.alexstream.engine;

import dev.alexstream.image.RgbPixels;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether a lower precision gives the answers of 32 bits, tried on images of coarse and fine random squares: no probability differs by more
 * than the bound, and the first class is the same. Classes that 32 bits do not tell apart by more than the bound are tied, and any of them may
 * be first. The bound alone would let a class pass another one that is up to twice the bound ahead: it lets both move.
 */
final class PrecisionProbe {

    /** What a probability may differ by, as a share of the largest one of its image. */
    static final double BOUND = 0.1;

    private static final int[] SQUARES = {1, 2, 4, 8, 16, 32, 64, 128};

    private PrecisionProbe() {}

    static List<RgbPixels> images(int side) {
        return IntStream.of(SQUARES).mapToObj(square -> image(side, square)).toList();
    }

    private static RgbPixels image(int side, int square) {
        SplittableRandom random = new SplittableRandom(square);
        int squares = side / square + 1;
        byte[] levels = new byte[squares * squares * 3];
        random.nextBytes(levels);
        byte[] data = new byte[side * side * 3];
        for (int pixel = 0; pixel < side * side; pixel++) {
            int at = pixel / side / square * squares + pixel % side / square;
            System.arraycopy(levels, at * 3, data, pixel * 3, 3);
        }
        return new RgbPixels(side, data);
    }

    /**
     * @param expected probabilities of 32 bits, [images, classes]
     * @param actual probabilities of the lower precision, of the same shape
     * @return what speaks against the lower precision, if anything does
     */
    static Optional<String> objection(float[][] expected, float[][] actual) {
        return IntStream.range(0, expected.length)
                .mapToObj(image -> objection(expected[image], actual[image]))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> objection(float[] wanted, float[] given) {
        float largest = wanted[first(wanted)];
        for (int label = 0; label < wanted.length; label++) {
            double share = Math.abs(wanted[label] - given[label]) / largest;
            if (!(share <= BOUND)) {
                return Optional.of("a probability differs by " + share + " of the largest one, more than " + BOUND);
            }
        }
        double behind = (largest - wanted[first(given)]) / largest;
        return behind <= BOUND
                ? Optional.empty()
                : Optional.of("a class comes first that is behind by " + behind
                        + " of the largest probability, more than " + BOUND);
    }

    private static int first(float[] values) {
        int first = 0;
        for (int label = 1; label < values.length; label++) {
            if (values[label] > values[first]) {
                first = label;
            }
        }
        return first;
    }
}
