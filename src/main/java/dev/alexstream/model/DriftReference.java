package dev.alexstream.model;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.Layer;
import java.util.List;

/**
 * What a model answered on images of the kind that it is made for: whatever it is shown later is held against this.
 *
 * @param source which images they were, for a person
 * @param images how many
 * @param labels share of each label among the answers, in the order of the manifest
 * @param confidence share of the answers by the probability of their label, in {@value DriftTally#BINS} even steps from 0 to 1
 * @param features null if unknown
 */
public record DriftReference(
        String source, int images, List<Double> labels, List<Double> confidence, Features features) {

    private static final int LONGEST_SOURCE = 500;
    private static final double SUM_TOLERANCE = 1e-3;

    /**
     * Where the images lay, by random directions through the activations of a hidden layer.
     *
     * @param images how many of them were looked at
     * @param mean in each direction
     * @param spread standard deviation in each direction, positive
     */
    public record Features(String layer, int images, List<Double> mean, List<Double> spread) {

        public Features {
            require(layer != null, "features have no layer");
            require(images > 0, "features of " + images + " images");
            mean = List.copyOf(mean);
            spread = List.copyOf(spread);
            require(mean.size() == SignProjection.DIRECTIONS, "features have " + mean.size() + " directions");
            require(mean.stream().allMatch(Double::isFinite), "a mean is not finite: " + mean);
            require(spread.size() == mean.size(), "features have " + spread.size() + " spreads");
            require(
                    spread.stream().allMatch(value -> value > 0 && Double.isFinite(value)),
                    "a spread is not positive: " + spread);
        }
    }

    public DriftReference {
        require(source != null && source.length() <= LONGEST_SOURCE, "the source is missing or too long");
        require(images > 0, "it is made of " + images + " images");
        labels = shares(labels);
        confidence = shares(confidence);
        require(confidence.size() == DriftTally.BINS, "confidence has " + confidence.size() + " steps");
    }

    /** The layer whose activations are the features: the last one before the output. Dropout, which lets all of them pass, is none. */
    public static String layer(Architecture architecture) {
        List<Layer> layers = architecture.layers();
        return layers.subList(0, layers.size() - 1).stream()
                .filter(layer -> !(layer instanceof Layer.Dropout))
                .reduce((before, after) -> after)
                .orElseThrow()
                .name();
    }

    private static List<Double> shares(List<Double> shares) {
        require(shares != null && shares.stream().allMatch(share -> share >= 0), "a share is negative: " + shares);
        double sum = shares.stream().mapToDouble(share -> share).sum();
        require(Math.abs(sum - 1) < SUM_TOLERANCE, "shares add up to " + sum);
        return List.copyOf(shares);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException("a reference is not sound: " + sentence);
        }
    }
}
