package dev.alexstream.engine;

import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Dropout;
import dev.alexstream.network.Layer.MaxPooling;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Bytes in convolutions and dense layers. What goes into one has been through ReLU: 255 even steps reach from zero to the largest value
 * that was seen. The first layer takes the signed bytes of an image as they are, where its mean can be folded into it, and works in floats
 * elsewhere. Weights have 127 even steps on either side of zero, of a size of its own for each output. Sums of products are exact.
 *
 * <p>ReLU lets a positive factor through, so one factor for each output brings a layer's sums into the steps of the layer that takes them.
 * Normalisation works on floats: the convolution before it leaves them, and they are rounded to steps after it.
 *
 * @param floats of what is not in bytes
 * @param ranges of all layers with weights but the first
 */
record OneDnnBytes(OneDnnFloats floats, ActivationRanges ranges) implements OneDnnNumbers {

    private static final float LEVELS = 255;

    @Override
    public String precision() {
        return "int8";
    }

    @Override
    public int source(String layer) {
        if (followsRelu(layer)) {
            return dnnl.dnnl_u8;
        }
        return isInBytes(layer) ? dnnl.dnnl_s8 : floats.source(layer);
    }

    @Override
    public int weights(String layer) {
        return isInBytes(layer) ? dnnl.dnnl_s8 : floats.weights(layer);
    }

    @Override
    public int result(String layer) {
        return taker(layer).isPresent() ? dnnl.dnnl_u8 : floats.result(layer);
    }

    /** Numbers of steps, where the weights are bytes. */
    @Override
    public float[] weight(String layer) {
        return isInBytes(layer) ? steps(layer).counts() : floats.weight(layer);
    }

    @Override
    public float[] bias(String layer) {
        float[] bias = folding(layer, weight -> new WeightSteps(weight, outputs(layer)).values())
                .map(InputFolding::bias)
                .orElseGet(() -> floats.bias(layer));
        float unit = resultUnit(layer);
        for (int i = 0; i < bias.length; i++) {
            bias[i] /= unit;
        }
        return bias;
    }

    @Override
    public boolean isScaled(String layer) {
        return isInBytes(layer);
    }

    @Override
    public float[] scales(String layer) {
        float[] scales = steps(layer).sizes();
        float units = sourceUnit(layer) / resultUnit(layer);
        for (int i = 0; i < scales.length; i++) {
            scales[i] *= units;
        }
        return scales;
    }

    @Override
    public float sourceUnit(String layer) {
        Double largest = ranges.largest().get(layer);
        return largest == null ? 1 : (float) (largest / LEVELS);
    }

    @Override
    public float resultUnit(String layer) {
        return taker(layer).map(this::sourceUnit).orElse(1f);
    }

    @Override
    public OneDnnBytes withoutParameters() {
        return new OneDnnBytes(floats.withoutParameters(), ranges);
    }

    private WeightSteps steps(String layer) {
        float[] weight = folding(layer, UnaryOperator.identity())
                .map(InputFolding::weight)
                .orElseGet(() -> floats.stored().floats(layer + ".weight"));
        return new WeightSteps(weight, outputs(layer));
    }

    private Optional<InputFolding> folding(String layer, UnaryOperator<float[]> rounding) {
        return InputFolding.of(layer, floats, rounding);
    }

    private int outputs(String layer) {
        return floats.stored().tensor(layer + ".bias").size();
    }

    private boolean followsRelu(String layer) {
        return ranges.largest().containsKey(layer);
    }

    private boolean isInBytes(String layer) {
        return followsRelu(layer) || folding(layer, UnaryOperator.identity()).isPresent();
    }

    /** Whoever takes the result of a layer as the bytes that it is made into, pooled or not. */
    private Optional<String> taker(String layer) {
        if (!isInBytes(layer)) {
            return Optional.empty();
        }
        return floats.architecture().layersFrom(layer).stream()
                .skip(1)
                .filter(next -> !(next instanceof MaxPooling || next instanceof Dropout))
                .findFirst()
                .map(Layer::name)
                .filter(this::followsRelu);
    }
}
