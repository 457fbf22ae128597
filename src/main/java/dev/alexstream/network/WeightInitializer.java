package dev.alexstream.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * Weights to start training from. The same seed gives the same numbers for a layer whatever the other layers are.
 */
public enum WeightInitializer {
    /** Uniform within {@code sqrt(6 / (fan-in + fan-out))}, zero biases: Glorot and Bengio 2010; what Keras does unless told otherwise. */
    GLOROT_UNIFORM {
        @Override
        DoubleSupplier values(RandomGenerator random, int fanIn, int fanOut) {
            return uniform(random, Math.sqrt(6.0 / (fanIn + fanOut)));
        }
    },
    /**
     * Uniform within {@code sqrt(6 / fan-in)}, zero biases: He et al. 2015, made for ReLU; trains where the fixed deviation of {@link
     * #NORMAL_2012} starves.
     */
    HE_UNIFORM {
        @Override
        DoubleSupplier values(RandomGenerator random, int fanIn, int fanOut) {
            return uniform(random, Math.sqrt(6.0 / fanIn));
        }
    },
    /**
     * Normal with deviation 0.01; biases 1 in {@code conv2}, {@code conv4}, {@code conv5} and the hidden dense layers, which gives ReLU
     * positive inputs from the first step on, else 0: Krizhevsky et al. 2012, section 5.
     */
    NORMAL_2012 {
        @Override
        DoubleSupplier values(RandomGenerator random, int fanIn, int fanOut) {
            return () -> DEVIATION_2012 * random.nextGaussian();
        }

        @Override
        float bias(Layer layer) {
            return layer instanceof Layer.Dense || POSITIVE_2012.contains(layer.name()) ? 1 : 0;
        }
    };

    private static final double DEVIATION_2012 = 0.01;
    private static final Set<String> POSITIVE_2012 = Set.of("conv2", "conv4", "conv5");

    abstract DoubleSupplier values(RandomGenerator random, int fanIn, int fanOut);

    float bias(Layer layer) {
        return 0;
    }

    private static DoubleSupplier uniform(RandomGenerator random, double bound) {
        return () -> (2 * random.nextDouble() - 1) * bound;
    }

    /** Glorot for {@code alexnet-keras}, as its listing has it; He for every other architecture. */
    public static WeightInitializer of(Architecture architecture) {
        return architecture.name().equals(AlexNets.ALEXNET_KERAS) ? GLOROT_UNIFORM : HE_UNIFORM;
    }

    /** All weights of an architecture, as 32-bit numbers. */
    public Weights initialize(Architecture architecture, long seed) {
        Map<String, List<Integer>> shapes = Shapes.of(architecture).weights();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Layer layer : architecture.layers()) {
            String weight = layer.name() + ".weight";
            String bias = layer.name() + ".bias";
            if (shapes.containsKey(weight)) {
                tensors.put(weight, weight(weight, shapes.get(weight), seed));
                tensors.put(bias, bias(layer, shapes.get(bias)));
            }
        }
        return new Weights(tensors);
    }

    private Tensor weight(String name, List<Integer> shape, long seed) {
        float[] numbers = new float[Tensor.sizeOf(shape)];
        int fanIn = numbers.length / shape.get(0);
        int window = shape.stream().skip(2).reduce(1, Math::multiplyExact);
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
        DoubleSupplier values = values(random, fanIn, shape.get(0) * window);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) values.getAsDouble();
        }
        return Tensor.of(DataType.F32, shape, numbers);
    }

    private Tensor bias(Layer layer, List<Integer> shape) {
        float[] numbers = new float[Tensor.sizeOf(shape)];
        Arrays.fill(numbers, bias(layer));
        return Tensor.of(DataType.F32, shape, numbers);
    }
}
