package dev.alexstream.network;

/**
 * The 255 steps of 8 bits that values between layers are rounded to.
 *
 * @param image what preprocessing makes of the pixels
 * @param activations what flows into the other layers, none of it negative
 */
public record OnnxSteps(Step image, ActivationRanges activations) {

    private static final float LEVELS = 255;

    /**
     * @param size what a step stands for
     * @param zero which byte stands for zero
     */
    public record Step(float size, int zero) {}

    /** All that the pixels of an image can become takes part: the steps are as many as pixels have levels. */
    public static OnnxSteps of(Preprocessing preprocessing, ActivationRanges activations) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int channel = 0; channel < preprocessing.mean().size(); channel++) {
            double mean = preprocessing.mean().get(channel);
            double scale = preprocessing.scale().get(channel);
            low = Math.min(low, Math.min(-mean / scale, (LEVELS - mean) / scale));
            high = Math.max(high, Math.max(-mean / scale, (LEVELS - mean) / scale));
        }
        double size = (Math.max(high, 0) - Math.min(low, 0)) / LEVELS;
        return new OnnxSteps(new Step((float) size, (int) Math.rint(-Math.min(low, 0) / size)), activations);
    }

    /** @throws WeightsException when nobody looked at what flows into that layer */
    Step into(String layer) {
        Double largest = activations.largest().get(layer);
        if (largest == null) {
            throw new WeightsException("there is no range of what flows into \"" + layer + "\"");
        }
        return new Step((float) (largest / LEVELS), 0);
    }
}
