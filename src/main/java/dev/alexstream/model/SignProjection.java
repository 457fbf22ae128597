package dev.alexstream.model;

/**
 * Projects onto {@value #DIRECTIONS} directions whose components all have the same size and signs drawn once for all, which keeps distances
 * roughly (Achlioptas 2003). The signs depend on nothing but the number of values, so that references stay comparable for ever.
 */
final class SignProjection {

    static final int DIRECTIONS = 16;

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private SignProjection() {}

    /**
     * @param values any number of them
     * @return one number a direction
     */
    static double[] of(float[] values) {
        double[] sums = new double[DIRECTIONS];
        for (int i = 0; i < values.length; i++) {
            long signs = mixed((i + 1) * STEP);
            for (int j = 0; values[i] != 0 && j < DIRECTIONS; j++) {
                sums[j] += (signs >>> j & 1) == 0 ? values[i] : -values[i];
            }
        }
        double scale = 1 / Math.sqrt(Math.max(1, values.length));
        for (int j = 0; j < DIRECTIONS; j++) {
            sums[j] *= scale;
        }
        return sums;
    }

    /** The output function of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        long bits = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
