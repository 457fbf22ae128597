package dev.alexstream.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Watches the holdout: which epoch was the best one, when the learning rate is to be divided, and when training ends. "Divide the learning
 * rate by 10 when the validation error rate stops improving with the current learning rate" (Krizhevsky et al. 2012, section 5). For one
 * thread.
 */
final class Plateau {

    private final int epochs;
    private final int divisions;
    private State state;

    /** What follows from an epoch. */
    enum Verdict {
        /** The best one so far. */
        BETTER,
        /** Not better, and patience lasts. */
        PATIENT,
        /** The learning rate is too large to get any better. */
        DIVIDE,
        /** Nothing more is to be expected. */
        ENOUGH
    }

    /**
     * All it remembers.
     *
     * @param bestEpoch from 1 on; 0 before the first one
     * @param bestAccuracy share of the holdout that the best epoch gets right; below 0 before the first one
     * @param dividedAfter epochs after which the learning rate was divided
     */
    record State(int bestEpoch, double bestAccuracy, List<Integer> dividedAfter) {

        static final State BEGIN = new State(0, -1, List.of());

        State {
            dividedAfter = List.copyOf(dividedAfter);
        }

        private int lastChange() {
            return dividedAfter.isEmpty() ? bestEpoch : Math.max(bestEpoch, dividedAfter.get(dividedAfter.size() - 1));
        }

        private State divided(int epoch) {
            List<Integer> all = new ArrayList<>(dividedAfter);
            all.add(epoch);
            return new State(bestEpoch, bestAccuracy, all);
        }
    }

    /**
     * @param epochs that patience lasts
     * @param divisions before it is enough
     */
    Plateau(int epochs, int divisions, State state) {
        this.epochs = epochs;
        this.divisions = divisions;
        this.state = state;
    }

    State state() {
        return state;
    }

    /**
     * @param epoch that has just ended, from 1 on
     * @param accuracy share of the holdout that it gets right
     */
    Verdict after(int epoch, double accuracy) {
        if (accuracy > state.bestAccuracy()) {
            state = new State(epoch, accuracy, state.dividedAfter());
            return Verdict.BETTER;
        }
        if (epoch - state.lastChange() < epochs) {
            return Verdict.PATIENT;
        }
        if (state.dividedAfter().size() == divisions) {
            return Verdict.ENOUGH;
        }
        state = state.divided(epoch);
        return Verdict.DIVIDE;
    }
}
