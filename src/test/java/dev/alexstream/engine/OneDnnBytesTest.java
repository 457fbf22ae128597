package dev.alexstream.engine;

import static dev.alexstream.engine.TestNetworks.CENTRED;
import static dev.alexstream.engine.TestNetworks.TINY;
import static dev.alexstream.engine.TestNetworks.TINY_WEIGHTS;
import static dev.alexstream.engine.TestNetworks.assertClose;
import static dev.alexstream.engine.TestNetworks.noise;
import static dev.alexstream.engine.TestNetworks.relativeDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OneDnnBytesTest {

    private static final ArchitectureParameters COMPACT =
            ArchitectureParameters.ofClasses(17).withDenseUnits(64);

    /** The first layer is padded, so that it stays in floats; the second one leaves bytes for a pool. */
    private static final Architecture PADDED = new Architecture(
            "padded",
            29,
            List.of(
                    new Convolution("conv1", 7, 5, 3, 2, 1),
                    new Convolution("conv2", 33, 3, 1, 0, 1),
                    new MaxPooling("pool2", 3, 1),
                    new Convolution("conv3", 15, 2, 1, 1, 3),
                    new Dense("fc4", 13),
                    new Softmax("output", 3)));

    private static final Architecture FLAT =
            new Architecture("flat", 9, List.of(new Dense("fc1", 11), new Softmax("output", 4)));

    @BeforeAll
    static void requireInstructions() {
        OneDnnCore.load();
        assumeTrue(OneDnnCore.multipliesBytes(), "this CPU does not multiply bytes");
    }

    static Stream<Architecture> architectures() {
        return Stream.of(
                TINY,
                PADDED,
                FLAT,
                AlexNets.of("alexnet-2012", COMPACT),
                AlexNets.of("alexnet-2012", COMPACT.withLrnOrder(LrnOrder.AFTER_POOLING)),
                AlexNets.of("alexnet-keras", COMPACT),
                AlexNets.of("alexnet-owt", COMPACT));
    }

    /** One of 127 steps is good for half a percent; what goes through eight layers, for a little more. */
    @ParameterizedTest
    @MethodSource("architectures")
    void shouldAgreeWithFloat32WithinThreePercentOfTheLargestActivation(Architecture architecture) {
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 6);
        List<RgbPixels> images = noise(3, architecture.inputSide(), 8);
        try (Classifier exact = TestedPlan.ONEDNN.open(architecture, weights, CENTRED);
                Classifier bytes = open(architecture, weights, ActivationSurvey.of(exact, architecture, images))) {
            for (Layer layer : architecture.layers()) {
                float[][] expected = exact.activations(images, layer.name());

                assertClose(expected, bytes.activations(images, layer.name()), 0.03, layer);
            }
        }
    }

    /** Whole numbers are added up, in whatever order; only the floats between two layers may differ, by one step after rounding. */
    @Test
    void shouldClassifyABatchAsItClassifiesOneByOne() {
        List<RgbPixels> images = noise(70, 31, 2);
        try (Classifier plan = open(TINY, TINY_WEIGHTS, rangesOfTiny())) {
            float[][] together = plan.classify(images);

            for (int i = 0; i < images.size(); i++) {
                float[] alone = plan.classify(images.subList(i, i + 1))[0];
                assertThat(relativeDifference(alone, together[i])).isLessThanOrEqualTo(0.01);
            }
        }
    }

    @Test
    void shouldTakeTheNearestStepForWhatIsLargerThanTheRange() {
        Map<String, Double> halved = new TreeMap<>(rangesOfTiny().largest());
        halved.replaceAll((layer, largest) -> largest / 2);
        List<RgbPixels> images = noise(4, 31, 3);
        try (Classifier exact = TestedPlan.ONEDNN.openTiny();
                Classifier plan = open(TINY, TINY_WEIGHTS, new ActivationRanges(4, new TreeMap<>(halved)))) {
            float limit = (float) (halved.get("output") * 1.001);

            for (float[] features : plan.activations(images, "fc3")) {
                assertThat(features[TestNetworks.largest(features)]).isBetween(0f, limit);
            }
            assertThat(exact.activations(images, "fc3")[0]).isNotEqualTo(plan.activations(images, "fc3")[0]);
        }
    }

    @Test
    void shouldRefuseRangesOfAnotherNetwork() {
        var ranges = new ActivationRanges(1, new TreeMap<>(Map.of("conv2", 1.0, "fc3", 1.0)));

        assertThatThrownBy(() -> open(TINY, TINY_WEIGHTS, ranges))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("[conv2, fc3]")
                .hasMessageContaining("[conv2, fc3, output]");
    }

    private static ActivationRanges rangesOfTiny() {
        try (Classifier exact = TestedPlan.ONEDNN.openTiny()) {
            return ActivationSurvey.of(exact, TINY, noise(4, 31, 3));
        }
    }

    private static Classifier open(Architecture architecture, Weights weights, ActivationRanges ranges) {
        return new OneDnnPlan(OneDnnNetwork.inBytes(architecture, weights, CENTRED, ranges));
    }
}
