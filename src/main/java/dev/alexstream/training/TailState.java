package dev.alexstream.training;

import dev.alexstream.network.Weights;

/**
 * All that the next step of a {@link Tail} depends on.
 *
 * @param vectors by name, each flat, in DL4J's order: parameters, what the optimizer remembers, the running average if there is one
 */
record TailState(Counts counts, Weights vectors) {

    /**
     * @param steps so far
     * @param iterations as DL4J counts them
     * @param root first half of the state of ND4J's generator of random numbers, which dropout uses
     * @param node second half
     */
    record Counts(int steps, int iterations, long root, long node) {}
}
