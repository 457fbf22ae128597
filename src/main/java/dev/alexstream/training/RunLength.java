package dev.alexstream.training;

import dev.alexstream.network.Layer.Convolution;

/**
 * How long an online run trains, and in what batches: such that one upon some hundred images takes seconds for the dense layers and a few
 * minutes for all, on two processors.
 *
 * @param epochs that every example is shown, as far as the bounds of the steps allow
 */
record RunLength(int batch, int epochs, int leastSteps, int mostSteps) {

    /** 0.1 seconds a step. */
    private static final RunLength DENSE = new RunLength(64, 20, 300, 2_000);

    /** 0.3 to 0.7 seconds a step. */
    private static final RunLength SOME_CONVOLUTIONS = new RunLength(32, 10, 100, 200);

    /** 1.1 to 1.9 seconds a step. */
    private static final RunLength MANY_CONVOLUTIONS = new RunLength(32, 5, 60, 100);

    private static final int SOME = 3;

    static RunLength of(Cut cut) {
        long convolutions = cut.architecture().layersFrom(cut.layer()).stream()
                .filter(Convolution.class::isInstance)
                .count();
        if (convolutions > SOME) {
            return MANY_CONVOLUTIONS;
        }
        return convolutions > 0 ? SOME_CONVOLUTIONS : DENSE;
    }

    int steps(int examples) {
        return Math.max(leastSteps, Math.min(mostSteps, examples * epochs / batch));
    }
}
