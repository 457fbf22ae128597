package dev.alexstream.engine;

import dev.alexstream.network.Architecture;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Weights and activations of one precision; the last layer's sums have 32 bits.
 *
 * @param type {@link DataType#F32} or {@link DataType#BF16}
 */
record OneDnnFloats(Architecture architecture, Weights stored, Preprocessing preprocessing, DataType type)
        implements OneDnnNumbers {

    @Override
    public String precision() {
        return type == DataType.BF16 ? "bf16" : "fp32";
    }

    @Override
    public int source(String layer) {
        return weights(layer);
    }

    @Override
    public int weights(String layer) {
        return type == DataType.BF16 ? dnnl.dnnl_bf16 : dnnl.dnnl_f32;
    }

    @Override
    public int result(String layer) {
        return architecture.layersFrom(layer).get(0) instanceof Softmax ? dnnl.dnnl_f32 : weights(layer);
    }

    @Override
    public float[] weight(String layer) {
        return folding(layer).map(InputFolding::weight).orElseGet(() -> stored.floats(layer + ".weight"));
    }

    @Override
    public float[] bias(String layer) {
        return folding(layer).map(InputFolding::bias).orElseGet(() -> stored.floats(layer + ".bias"));
    }

    private Optional<InputFolding> folding(String layer) {
        return InputFolding.of(layer, this, this::rounded);
    }

    private float[] rounded(float[] values) {
        return Tensor.of(DataType.F32, List.of(values.length), values).as(type).floats();
    }

    @Override
    public boolean isScaled(String layer) {
        return false;
    }

    @Override
    public float[] scales(String layer) {
        throw new IllegalStateException("floats of " + layer + " are not scaled");
    }

    @Override
    public float sourceUnit(String layer) {
        return 1;
    }

    @Override
    public float resultUnit(String layer) {
        return 1;
    }

    @Override
    public OneDnnFloats withoutParameters() {
        return new OneDnnFloats(architecture, new Weights(Map.of()), preprocessing, type);
    }
}
