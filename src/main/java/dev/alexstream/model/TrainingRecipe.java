package dev.alexstream.model;

import java.util.List;

/**
 * A published way of training from nothing, with its settings as they were used.
 *
 * @param name by which it can be chosen again
 * @param initialization of the weights
 * @param rateDividedAfter epochs after which the learning rate was divided by ten; empty if it never was
 */
public record TrainingRecipe(
        String name, String initialization, Optimizer optimizer, Views views, List<Integer> rateDividedAfter) {

    /**
     * How a step moves the weights.
     *
     * @param method {@code sgd} or {@code adam}
     * @param momentum null if there is none
     * @param weightDecay null if there is none
     */
    public record Optimizer(String method, Double momentum, Double weightDecay) {}

    /**
     * What is shown of a photograph.
     *
     * @param crops {@code random} of the square at the short side, or {@code served}: the centre, as the model will see it
     * @param mirrored whether every other view is a mirror image
     * @param colourNoise deviation of the shares of the principal colours that are added; null if there is none
     */
    public record Views(String crops, boolean mirrored, Double colourNoise) {}

    public TrainingRecipe {
        rateDividedAfter = rateDividedAfter == null ? List.of() : List.copyOf(rateDividedAfter);
    }
}
