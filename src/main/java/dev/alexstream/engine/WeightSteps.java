package dev.alexstream.engine;

/** Weights as whole numbers of steps, -127 to 127. The steps of each output reach to its largest weight. */
final class WeightSteps {

    private static final float MOST = 127;

    private final float[] weight;
    private final float[] sizes;
    private final int inputs;

    /**
     * @param weight [outputs, inputs], row-major
     */
    WeightSteps(float[] weight, int outputs) {
        this.weight = weight;
        this.sizes = new float[outputs];
        this.inputs = weight.length / outputs;
        for (int i = 0; i < weight.length; i++) {
            sizes[i / inputs] = Math.max(sizes[i / inputs], Math.abs(weight[i]) / MOST);
        }
    }

    /** What a step of each output stands for; zero where all weights are. */
    float[] sizes() {
        return sizes.clone();
    }

    /** [outputs, inputs]. */
    float[] counts() {
        float[] counts = new float[weight.length];
        for (int i = 0; i < counts.length; i++) {
            float size = sizes[i / inputs];
            counts[i] = size == 0 ? 0 : (float) Math.rint(weight[i] / size);
        }
        return counts;
    }

    /** What the steps stand for, [outputs, inputs]. */
    float[] values() {
        float[] values = counts();
        for (int i = 0; i < values.length; i++) {
            values[i] *= sizes[i / inputs];
        }
        return values;
    }
}
