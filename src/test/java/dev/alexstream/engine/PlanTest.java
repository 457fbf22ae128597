package dev.alexstream.engine;

import static dev.alexstream.engine.TestNetworks.IMAGENET;
import static dev.alexstream.engine.TestNetworks.TINY;
import static dev.alexstream.engine.TestNetworks.TINY_WEIGHTS;
import static dev.alexstream.engine.TestNetworks.noise;
import static dev.alexstream.engine.TestNetworks.relativeDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureException;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.Layer;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Safetensors;
import dev.alexstream.network.SharedData;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import dev.alexstream.network.WeightsException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every plan must do. */
class PlanTest {

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheGoldenNumbersOfTheTinyNetwork(TestedPlan tested) {
        try (Classifier plan = tested.openTiny()) {
            float[] probabilities = plan.classify(noise(1, 31, 1))[0];

            assertThat(probabilities)
                    .containsExactly(
                            new float[] {0.050485626f, 0.050684884f, 0.5036695f, 0.2505106f, 0.14464945f},
                            within(2e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"ND4J,1", "ND4J,5", "ND4J,70", "ONEDNN,1", "ONEDNN,5", "ONEDNN,70"})
    void shouldSeeALayerInPassingAsItIsReadAlone(TestedPlan tested, int size) {
        List<RgbPixels> images = noise(size, 31, 4);
        try (Classifier plan = tested.openTiny()) {
            for (Layer layer : TINY.layers().subList(0, TINY.layers().size() - 1)) {
                Classifier.Seen seen = plan.classify(images, new Classifier.Glimpse(layer.name(), 3));

                int some = Math.min(3, size);
                assertThat(seen.probabilities()).isDeepEqualTo(plan.classify(images));
                assertThat(seen.activations())
                        .as(layer.name())
                        .isDeepEqualTo(Arrays.copyOf(plan.activations(images, layer.name()), some));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ND4J,2",
        "ND4J,7",
        "ND4J,64",
        "ND4J,150",
        "ONEDNN,2",
        "ONEDNN,7",
        "ONEDNN,33",
        "ONEDNN,64",
        "ONEDNN,150"
    })
    void shouldClassifyABatchAsItClassifiesOneByOne(TestedPlan tested, int size) {
        List<RgbPixels> images = noise(size, 31, 2);
        try (Classifier plan = tested.openTiny()) {
            float[][] together = plan.classify(images);

            assertThat(together).hasDimensions(size, 5);
            for (int i = 0; i < size; i++) {
                float[] alone = plan.classify(images.subList(i, i + 1))[0];
                assertThat(relativeDifference(alone, together[i])).isLessThanOrEqualTo(1e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ND4J,alexnet-2012",
        "ND4J,alexnet-keras",
        "ND4J,alexnet-owt",
        "ONEDNN,alexnet-2012",
        "ONEDNN,alexnet-keras",
        "ONEDNN,alexnet-owt"
    })
    void shouldClassifyABatchAsOneByOneWithAWholeAlexNet(TestedPlan tested, String name) {
        Architecture architecture =
                AlexNets.of(name, ArchitectureParameters.ofClasses(17).withDenseUnits(512));
        List<RgbPixels> images = noise(3, architecture.inputSide(), 3);
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 4);
        try (Classifier plan = tested.open(architecture, weights, IMAGENET)) {
            float[][] together = plan.classify(images);

            for (int i = 0; i < images.size(); i++) {
                float[] alone = plan.classify(images.subList(i, i + 1))[0];
                assertThat(relativeDifference(alone, together[i])).isLessThanOrEqualTo(1e-5);
                assertThat(TestNetworks.largest(together[i])).isEqualTo(TestNetworks.largest(alone));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldMatchTheGoldenActivationsWhenThere(TestedPlan tested) throws IOException {
        Weights trunk = Safetensors.read(SharedData.file("alexnet/alexnet-2012-trunk.safetensors"))
                .weights();
        Weights golden = Safetensors.read(SharedData.file("alexnet/golden-activations.safetensors"))
                .weights();
        Architecture architecture = AlexNets.of(
                "alexnet-2012",
                ArchitectureParameters.ofClasses(2).withDenseUnits(4).withLrnOrder(LrnOrder.AFTER_POOLING));
        Weights weights =
                WeightInitializer.of(architecture).initialize(architecture, 1).overlaidWith(trunk);
        try (Classifier plan = tested.open(architecture, weights, IMAGENET)) {
            for (String layer : List.of("norm1", "norm2", "conv3", "conv4", "pool5")) {
                float[] actual = tested.activations(plan, golden.floats("input"), layer);

                assertThat(relativeDifference(golden.floats(layer), actual))
                        .as(layer)
                        .isLessThanOrEqualTo(1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheInputOfDropoutUnchanged(TestedPlan tested) {
        List<RgbPixels> images = noise(2, 31, 5);
        try (Classifier plan = tested.openTiny()) {
            assertThat(plan.activations(images, "drop3")).isDeepEqualTo(plan.activations(images, "fc3"));
            assertThat(plan.activations(images, "pool2")).hasDimensions(2, 6 * 3 * 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhatDoesNotFit(TestedPlan tested) {
        assertThatThrownBy(() -> tested.open(TINY, TINY_WEIGHTS.only(name -> !name.equals("fc3.bias")), IMAGENET))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("fc3.bias is missing");
        Classifier plan = tested.open(TINY, TINY_WEIGHTS, IMAGENET);
        assertThatThrownBy(() -> plan.activations(noise(1, 31, 1), "conv9")).isInstanceOf(ArchitectureException.class);
        assertThatThrownBy(() -> plan.classify(noise(1, 32, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("side of 32");
        plan.close();
        plan.close();
        assertThatThrownBy(() -> plan.classify(noise(1, 31, 1))).isInstanceOf(IllegalStateException.class);
    }
}
