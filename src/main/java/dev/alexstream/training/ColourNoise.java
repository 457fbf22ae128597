package dev.alexstream.training;

import java.util.random.RandomGenerator;

/**
 * Another light on a photograph: shares of the principal components of the colours of the training set, each as large as its eigenvalue
 * times a normal number, are added to all of its pixels alike (Krizhevsky et al. 2012, section 4.1). Eigenvalues are those of values from 0
 * for black to 1 for white.
 *
 * @param colours of the training set
 * @param deviation of the normal numbers
 */
record ColourNoise(PrincipalAxes colours, double deviation) {

    private static final double WHITE = 255;

    /** What is added to red, green and blue of one photograph, where white is 255. */
    double[] draw(RandomGenerator random) {
        double[] added = new double[colours.variances().length];
        for (int component = 0; component < added.length; component++) {
            double share = WHITE * deviation * random.nextGaussian() * colours.variances()[component];
            for (int channel = 0; channel < added.length; channel++) {
                added[channel] += share * colours.axes()[component][channel];
            }
        }
        return added;
    }
}
