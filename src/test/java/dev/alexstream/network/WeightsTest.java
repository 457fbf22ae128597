package dev.alexstream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.Softmax;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {

    private static final Architecture SMALL =
            new Architecture("small", 2, List.of(new Dense("fc", 5), new Softmax("output", 3)));

    @Test
    void shouldFitTheArchitectureTheyWereMadeFor() {
        Weights weights = WeightInitializer.HE_UNIFORM.initialize(SMALL, 1);

        assertThatCode(() -> weights.requireFit(SMALL)).doesNotThrowAnyException();
        assertThat(weights.names()).containsExactly("fc.weight", "fc.bias", "output.weight", "output.bias");
    }

    @Test
    void shouldNameWhatDoesNotFit() {
        Weights weights = WeightInitializer.HE_UNIFORM
                .initialize(SMALL, 1)
                .only(name -> !name.equals("fc.bias"))
                .overlaidWith(new Weights(Map.of(
                        "output.bias", Tensor.of(DataType.F32, List.of(2), 1, 2),
                        "extra", Tensor.of(DataType.F32, List.of(1), 1))));

        assertThatThrownBy(() -> weights.requireFit(SMALL))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("fc.bias is missing")
                .hasMessageContaining("output.bias has shape [2] instead of [3]")
                .hasMessageContaining("extra is not asked for");
    }

    @Test
    void shouldInitializeALayerAlikeWhateverTheOthersAre() {
        Architecture wider = new Architecture("wider", 2, List.of(new Dense("fc", 5), new Softmax("output", 9)));

        Weights small = WeightInitializer.GLOROT_UNIFORM.initialize(SMALL, 7);

        assertThat(WeightInitializer.GLOROT_UNIFORM.initialize(wider, 7).floats("fc.weight"))
                .isEqualTo(small.floats("fc.weight"));
        assertThat(WeightInitializer.GLOROT_UNIFORM.initialize(SMALL, 8).floats("fc.weight"))
                .isNotEqualTo(small.floats("fc.weight"));
    }

    @Test
    void shouldStayWithinTheGlorotBoundAndFillIt() {
        Architecture keras = AlexNets.of("alexnet-keras", ArchitectureParameters.ofClasses(17));

        Weights weights = WeightInitializer.of(keras).initialize(keras, 3);

        // Keras: fan-in 3 * 11 * 11, fan-out 96 * 11 * 11
        double bound = Math.sqrt(6.0 / (363 + 11_616));
        float[] conv1 = weights.floats("conv1.weight");
        double largest = 0;
        double squares = 0;
        for (float value : conv1) {
            largest = Math.max(largest, Math.abs(value));
            squares += value * value;
        }
        assertThat(largest).isBetween(bound * 0.999, bound);
        assertThat(Math.sqrt(squares / conv1.length))
                .isBetween(bound / Math.sqrt(3) * 0.99, bound / Math.sqrt(3) * 1.01);
        assertThat(weights.floats("conv1.bias")).containsOnly(0);
    }

    @Test
    void shouldDrawAsInThePaperOf2012() {
        Architecture architecture =
                AlexNets.of("alexnet-2012", ArchitectureParameters.ofClasses(3).withDenseUnits(16, 8));

        Weights weights = WeightInitializer.NORMAL_2012.initialize(architecture, 3);

        for (String layer : List.of("conv1", "conv2", "conv3", "conv4", "conv5", "fc6")) {
            float[] values = weights.floats(layer + ".weight");
            double[] moments = meanAndDeviation(values);
            double error = 0.01 / Math.sqrt(values.length);
            assertThat(moments[0]).as(layer).isBetween(-4 * error, 4 * error);
            assertThat(moments[1]).as(layer).isBetween(0.01 - 4 * error, 0.01 + 4 * error);
        }
        for (String layer : List.of("conv2", "conv4", "conv5", "fc6", "fc7")) {
            assertThat(weights.floats(layer + ".bias")).as(layer).containsOnly(1);
        }
        for (String layer : List.of("conv1", "conv3", "output")) {
            assertThat(weights.floats(layer + ".bias")).as(layer).containsOnly(0);
        }
    }

    private static double[] meanAndDeviation(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return new double[] {mean, Math.sqrt(squares / values.length - mean * mean)};
    }

    @Test
    void shouldConvertToEachTypeByRoundingToNearestEven() {
        Tensor tensor = Tensor.of(DataType.F32, List.of(6), 1, -2.5f, 65504, 65520, 1 + 0x1p-11f, 1 + 0x3p-11f);

        assertThat(tensor.as(DataType.F16).floats())
                .containsExactly(1, -2.5f, 65504, Float.POSITIVE_INFINITY, 1, 1 + 0x1p-9f);
        assertThat(tensor.as(DataType.BF16).floats()).containsExactly(1, -2.5f, 65536, 65536, 1, 1);
    }

    @Test
    void shouldKeepEveryHalfFloatThroughFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float fromFloat16 = HalfFloats.fromFloat16((short) bits);
            float fromBfloat16 = HalfFloats.fromBfloat16((short) bits);
            if (!Float.isNaN(fromFloat16)) {
                assertThat(HalfFloats.toFloat16(fromFloat16)).isEqualTo((short) bits);
            }
            if (!Float.isNaN(fromBfloat16)) {
                assertThat(HalfFloats.toBfloat16(fromBfloat16)).isEqualTo((short) bits);
            }
        }
        assertThat(HalfFloats.fromFloat16(HalfFloats.toFloat16(Float.NaN))).isNaN();
        assertThat(HalfFloats.fromBfloat16(HalfFloats.toBfloat16(Float.NaN))).isNaN();
        assertThat(HalfFloats.toFloat16(0x1p-25f)).isZero();
        assertThat(HalfFloats.toFloat16(0x1.8p-25f)).isEqualTo((short) 1);
        assertThat(HalfFloats.toFloat16(0x1.ff8p-15f)).isEqualTo((short) 0x3ff);
        assertThat(HalfFloats.toFloat16(0x1.fffp-15f)).isEqualTo((short) 0x400);
    }

    @Test
    void shouldRefuseTensorWhoseShapeDoesNotHoldItsValues() {
        assertThatThrownBy(() -> Tensor.of(DataType.F32, List.of(2, 2), 1, 2, 3))
                .isInstanceOf(WeightsException.class);
        assertThatThrownBy(() -> Tensor.of(DataType.F32, List.of(-1))).isInstanceOf(WeightsException.class);
        assertThatThrownBy(() -> Tensor.of(DataType.F32, List.of(1 << 30, 1 << 30, 4)))
                .isInstanceOf(WeightsException.class);
    }
}
