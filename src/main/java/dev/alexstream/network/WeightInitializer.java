package dev.alexstream.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights to start training from: uniform within a bound that depends on the layer, zero biases. The same seed gives the same numbers
 * for a layer whatever the other layers are.
 */
public enum WeightInitializer {
    /** Bound {@code sqrt(6 / (fan-in + fan-out))}: Glorot and Bengio 2010; what Keras does unless told otherwise. */
    GLOROT_UNIFORM {
        @Override
        double bound(int fanIn, int fanOut) {
            return Math.sqrt(6.0 / (fanIn + fanOut));
        }
    },
    /** Bound {@code sqrt(6 / fan-in)}: He et al. 2015, made for ReLU; trains where the paper's fixed deviation of 0.01 starves. */
    HE_UNIFORM {
        @Override
        double bound(int fanIn, int fanOut) {
            return Math.sqrt(6.0 / fanIn);
        }
    };

    abstract double bound(int fanIn, int fanOut);

    /** Glorot for {@code alexnet-keras}, as its listing has it; He for every other architecture. */
    public static WeightInitializer of(Architecture architecture) {
        return architecture.name().equals(AlexNets.ALEXNET_KERAS) ? GLOROT_UNIFORM : HE_UNIFORM;
    }

    /** All weights of an architecture, as 32-bit numbers. */
    public Weights initialize(Architecture architecture, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Shapes.of(architecture)
                .weights()
                .forEach((name, shape) -> tensors.put(name, Tensor.of(DataType.F32, shape, values(name, shape, seed))));
        return new Weights(tensors);
    }

    private float[] values(String name, List<Integer> shape, long seed) {
        float[] values = new float[Tensor.sizeOf(shape)];
        if (shape.size() == 1) {
            return values;
        }
        int fanIn = values.length / shape.get(0);
        int window = shape.stream().skip(2).reduce(1, Math::multiplyExact);
        double bound = bound(fanIn, shape.get(0) * window);
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }
}
