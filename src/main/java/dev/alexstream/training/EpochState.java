package dev.alexstream.training;

import dev.alexstream.network.Weights;

/**
 * Where a stage stood when an epoch had ended: all that the next epoch depends on.
 *
 * @param epoch from 1 on
 * @param random state of the generator that orders and varies the examples
 * @param best weights of the best epoch, as the holdout has it; null without a holdout
 */
record EpochState(int epoch, long random, Plateau.State plateau, TailState tail, Weights best) {}
