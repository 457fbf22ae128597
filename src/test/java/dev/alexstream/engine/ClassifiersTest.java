package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.Weights;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifiersTest {

    private static final Weights WEIGHTS = TestNetworks.TINY_WEIGHTS;
    private static final ActivationRanges RANGES =
            new ActivationRanges(1, new TreeMap<>(Map.of("conv2", 8.0, "fc3", 8.0, "output", 8.0)));

    @Test
    void shouldPinDefaults() {
        EngineConfig config = config(Map.of());

        assertThat(config.engine()).isEqualTo("auto");
        assertThat(config.precision()).isEqualTo("auto");
    }

    @Test
    void shouldPinPropertyNames() {
        EngineConfig config = config(Map.of("alexstream.engine", "nd4j", "alexstream.engine.precision", "fp32"));

        assertThat(config.engine()).isEqualTo("nd4j");
        assertThat(config.precision()).isEqualTo("fp32");
    }

    @ParameterizedTest
    @CsvSource({
        "auto,fp32,onednn,fp32",
        "onednn,fp32,onednn,fp32",
        "nd4j,auto,nd4j,fp32",
        "nd4j,fp32,nd4j,fp32",
        "dl4j,auto,dl4j,fp32",
    })
    void shouldTakeWhatIsAskedFor(String engine, String precision, String engineTaken, String precisionTaken) {
        try (Classifier classifier = open(WEIGHTS, engine, precision)) {
            assertThat(classifier.info()).isEqualTo(new Classifier.EngineInfo(engineTaken, precisionTaken, "cpu"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "onednn"})
    void shouldTakeBfloat16WhereTheCpuMultipliesIt(String engine) {
        OneDnnCore.load();
        String expected = OneDnnCore.hasNativeBf16() ? "bf16" : "fp32";

        try (Classifier classifier = open(WEIGHTS, engine, "auto")) {
            assertThat(classifier.info()).isEqualTo(new Classifier.EngineInfo("onednn", expected, "cpu"));
        }
    }

    /** Two classes that only weights of more than eight significant bits tell apart. */
    @Test
    void shouldStayWithFloat32WhenBfloat16DoesNotAgree() {
        float[] alike = new float[5 * 10];
        Arrays.fill(alike, 0, 10, 1000);
        Arrays.fill(alike, 10, 20, 1001);
        Tensor weight = Tensor.of(DataType.F32, List.of(5, 10), alike);

        try (Classifier classifier =
                open(WEIGHTS.overlaidWith(new Weights(Map.of("output.weight", weight))), "auto", "auto")) {
            assertThat(classifier.info().precision()).isEqualTo("fp32");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "onednn"})
    void shouldTakeBytesWhenAskedForThemOnly(String engine) {
        OneDnnCore.load();
        assumeTrue(OneDnnCore.multipliesBytes(), "this CPU does not multiply bytes");

        try (Classifier classifier = open(WEIGHTS, RANGES, engine, "int8");
                Classifier other = open(WEIGHTS, RANGES, engine, "auto")) {
            assertThat(classifier.info()).isEqualTo(new Classifier.EngineInfo("onednn", "int8", "cpu"));
            assertThat(other.info().precision()).isNotEqualTo("int8");
        }
    }

    @Test
    void shouldSayWhatAModelWithoutActivationRangesLacksForBytes() {
        OneDnnCore.load();
        assumeTrue(OneDnnCore.multipliesBytes(), "this CPU does not multiply bytes");

        assertThatThrownBy(() -> open(WEIGHTS, "auto", "int8"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine.precision=int8 needs the activation-ranges that train writes into a"
                        + " model's manifest, and this model has none: train it again, or take bf16");
    }

    @Test
    void shouldGiveFeaturesForTrainingInFloat32WhateverIsConfigured() {
        EngineConfig config = config(Map.of("alexstream.engine.precision", "bf16"));

        try (Classifier classifier = Classifiers.openExact(TestNetworks.TINY, WEIGHTS, TestNetworks.CENTRED, config)) {
            assertThat(classifier.info().precision()).isEqualTo("fp32");
        }
    }

    @Test
    void shouldNameTheValidSettingsWhenGivenAnother() {
        assertThatThrownBy(() -> open(WEIGHTS, "tpu", "auto"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine=tpu is not in this build; valid are auto, onednn, nd4j, dl4j");
        assertThatThrownBy(() -> open(WEIGHTS, "auto", "int4"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine.precision=int4 is not in this build; valid are auto, fp32, bf16, int8");
        assertThatThrownBy(() -> open(WEIGHTS, "nd4j", "bf16"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine.precision=bf16 needs alexstream.engine=onednn, not nd4j");
        assertThatThrownBy(() -> open(WEIGHTS, RANGES, "dl4j", "int8"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine.precision=int8 needs alexstream.engine=onednn, not dl4j");
    }

    @Test
    void shouldRefuseWeightsThatGiveNoDistribution() {
        Tensor bias = Tensor.of(DataType.F32, List.of(5), 0, Float.NaN, 0, 0, 0);

        assertThatThrownBy(() -> open(WEIGHTS.overlaidWith(new Weights(Map.of("output.bias", bias))), "auto", "auto"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not finite");
    }

    private static Classifier open(Weights weights, String engine, String precision) {
        return open(weights, null, engine, precision);
    }

    private static Classifier open(Weights weights, ActivationRanges ranges, String engine, String precision) {
        Map<String, String> settings = Map.of("alexstream.engine", engine, "alexstream.engine.precision", precision);
        return Classifiers.open(TestNetworks.TINY, weights, TestNetworks.CENTRED, ranges, config(settings));
    }

    private static EngineConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(EngineConfig.class);
        settings.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(EngineConfig.class);
    }
}
