package dev.alexstream.training;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** How a step moves the weights, and which weights are the result. */
sealed interface Optimizer permits Optimizer.Plain, Optimizer.Momentum, Tail.Pace {

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
}
