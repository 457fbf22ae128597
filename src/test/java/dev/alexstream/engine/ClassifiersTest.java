package dev.alexstream.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.network.DataType;
import dev.alexstream.network.Tensor;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifiersTest {

    private static final Weights WEIGHTS = WeightInitializer.HE_UNIFORM.initialize(TestNetworks.TINY, 42);

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
    @CsvSource({"auto,auto", "nd4j,auto", "nd4j,fp32"})
    void shouldTakeThePlan(String engine, String precision) {
        try (Classifier classifier = open(WEIGHTS, engine, precision)) {
            assertThat(classifier.info()).isEqualTo(new Classifier.EngineInfo("nd4j", "fp32", "cpu"));
        }
    }

    @Test
    void shouldTakeDl4jWhenAskedFor() {
        try (Classifier classifier = open(WEIGHTS, "dl4j", "auto")) {
            assertThat(classifier.info()).isEqualTo(new Classifier.EngineInfo("dl4j", "fp32", "cpu"));
        }
    }

    @Test
    void shouldNameTheValidSettingsWhenGivenAnother() {
        assertThatThrownBy(() -> open(WEIGHTS, "onednn", "auto"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine=onednn is not in this build; valid are auto, nd4j, dl4j");
        assertThatThrownBy(() -> open(WEIGHTS, "nd4j", "bf16"))
                .isInstanceOf(EngineException.class)
                .hasMessage("alexstream.engine.precision=bf16 is not in this build; valid are auto, fp32");
    }

    @Test
    void shouldRefuseWeightsThatGiveNoDistribution() {
        Tensor bias = Tensor.of(DataType.F32, List.of(5), 0, Float.NaN, 0, 0, 0);

        assertThatThrownBy(() -> open(WEIGHTS.overlaidWith(new Weights(Map.of("output.bias", bias))), "auto", "auto"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not finite");
    }

    private static Classifier open(Weights weights, String engine, String precision) {
        Map<String, String> settings = Map.of("alexstream.engine", engine, "alexstream.engine.precision", precision);
        return Classifiers.open(TestNetworks.TINY, weights, TestNetworks.CENTRED, config(settings));
    }

    private static EngineConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(EngineConfig.class);
        settings.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(EngineConfig.class);
    }
}
