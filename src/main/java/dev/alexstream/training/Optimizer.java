package dev.alexstream.training;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** How a step moves the weights, and which weights are the result. */
sealed interface Optimizer permits Optimizer.Plain, Optimizer.Momentum, Optimizer.Descent, Tail.Pace {

    /** DL4J's name for it. */
    IUpdater updater();

    /** Share of a weight that is added to its gradient; biases do not decay. */
    default double weightDecay() {
        return 0;
    }

    /** Whether the result is the running average over the steps instead of the last weights. */
    default boolean averaged() {
        return false;
    }

    /** Adam at a rate that stays (Kingma and Ba 2015), otherwise with the defaults of Keras. */
    record Plain(double rate) implements Optimizer {

        private static final double KERAS_EPSILON = 1e-7;

        @Override
        public IUpdater updater() {
            return Adam.builder().learningRate(rate).epsilon(KERAS_EPSILON).build();
        }
    }

    /** Gradient descent with momentum and weight decay. */
    record Momentum(DividedRate rate, double momentum, double weightDecay) implements Optimizer {

        @Override
        public IUpdater updater() {
            return new ClassicalMomentum(rate, momentum);
        }
    }

    /**
     * Gradient descent with momentum along a falling rate, and the running average as the result. Weights that the examples say nothing
     * about stay where they are, so that less of what was known is lost than with Adam, which moves all of them at one pace.
     *
     * @param mostChange of a layer's weights in a step, as a share of their norm before training: longer gradients are clipped to it (You
     *     et al. 2017), so that one rate suits layers of any size
     */
    record Descent(CosineSchedule rate, double momentum, double mostChange) implements Optimizer {

        @Override
        public IUpdater updater() {
            return new ClassicalMomentum(rate, momentum);
        }

        @Override
        public boolean averaged() {
            return true;
        }
    }
}
