package dev.alexstream.network;

import java.util.List;

/**
 * What is done to a decoded image before the first layer: short side resized to {@code shortSide}, centre crop to the input side, then per
 * channel {@code (value - mean) / scale} with values 0 to 255.
 *
 * @param mean three numbers, RGB
 * @param scale three numbers, RGB, none of them zero
 */
public record Preprocessing(int shortSide, List<Double> mean, List<Double> scale) {

    public Preprocessing {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.size() != 3 || scale.size() != 3 || scale.contains(0.0)) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and scale " + scale + " must be three numbers each, no scale zero");
        }
    }
}
