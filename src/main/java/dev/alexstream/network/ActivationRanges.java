package dev.alexstream.network;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large the values become that go into each layer with weights but the first: what steps of 8 bits have to span.
 *
 * @param images how many were looked at
 * @param largest by the name of the layer, each positive and finite
 */
public record ActivationRanges(int images, SortedMap<String, Double> largest) {

    public ActivationRanges {
        largest = Collections.unmodifiableSortedMap(new TreeMap<>(largest));
        largest.forEach((layer, value) -> {
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the range of " + layer + " must be positive, not " + value);
            }
        });
    }
}
