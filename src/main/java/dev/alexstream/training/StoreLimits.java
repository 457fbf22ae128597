package dev.alexstream.training;

/**
 * How much a store keeps.
 *
 * @param examples in all
 * @param perSource of one source
 */
public record StoreLimits(int examples, int perSource) {

    public StoreLimits {
        if (examples < 1 || perSource < 1) {
            throw new IllegalArgumentException(
                    "a store must have room: " + examples + " examples, " + perSource + " of a source");
        }
    }
}
