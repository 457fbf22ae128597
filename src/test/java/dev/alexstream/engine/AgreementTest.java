package dev.alexstream.engine;

import static dev.alexstream.engine.TestNetworks.CENTRED;
import static dev.alexstream.engine.TestNetworks.assertClose;
import static dev.alexstream.engine.TestNetworks.noise;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Layer.Convolution;
import dev.alexstream.network.Layer.Dense;
import dev.alexstream.network.Layer.LocalResponseNormalization;
import dev.alexstream.network.Layer.MaxPooling;
import dev.alexstream.network.Layer.Softmax;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All compilers compute the same function, in one process and on one thread. */
class AgreementTest {

    private static final ArchitectureParameters COMPACT =
            ArchitectureParameters.ofClasses(17).withDenseUnits(64);

    /** Nothing divides anything here; the first layer is padded, so that its input cannot be folded into it. */
    private static final Architecture ODD = new Architecture(
            "odd",
            29,
            List.of(
                    new Convolution("conv1", 7, 5, 3, 2, 1),
                    new MaxPooling("pool1", 3, 1),
                    new LocalResponseNormalization("norm1", 5, 2, 0.1, 0.75),
                    new Convolution("conv2", 33, 3, 1, 0, 1),
                    new Convolution("conv3", 15, 2, 1, 1, 3),
                    new Dense("fc4", 13),
                    new Softmax("output", 3)));

    /** The first layer is grouped by colours, and then nothing is spatial. */
    private static final Architecture COLOURS =
            new Architecture("colours", 13, List.of(new Convolution("conv1", 6, 3, 2, 0, 3), new Softmax("output", 2)));

    private static final Architecture FLAT =
            new Architecture("flat", 9, List.of(new Dense("fc1", 11), new Softmax("output", 4)));

    static Stream<Architecture> architectures() {
        return Stream.of(
                TestNetworks.TINY,
                ODD,
                COLOURS,
                FLAT,
                AlexNets.of("alexnet-2012", COMPACT),
                AlexNets.of("alexnet-2012", COMPACT.withLrnOrder(LrnOrder.AFTER_POOLING)),
                AlexNets.of("alexnet-keras", COMPACT),
                AlexNets.of("alexnet-owt", COMPACT));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shouldAgreeLayerByLayer(Architecture architecture) {
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 6);
        List<RgbPixels> images = noise(2, architecture.inputSide(), 7);
        try (Classifier nd4j = TestedPlan.ND4J.open(architecture, weights, CENTRED);
                Classifier onednn = TestedPlan.ONEDNN.open(architecture, weights, CENTRED);
                Classifier dl4j = new Dl4jClassifier(architecture, weights, CENTRED)) {
            for (Layer layer : architecture.layers()) {
                float[][] expected = dl4j.activations(images, layer.name());

                assertClose(expected, nd4j.activations(images, layer.name()), 1e-4, "nd4j " + layer);
                assertClose(expected, onednn.activations(images, layer.name()), 1e-4, "onednn " + layer);
            }
        }
    }

    /** Eight bits of significand are good for half a percent; what goes through eight layers, for a little more. */
    @ParameterizedTest
    @MethodSource("architectures")
    void shouldAgreeInBfloat16WithinTwoPercentOfTheLargestActivation(Architecture architecture) {
        OneDnnCore.load();
        assumeTrue(OneDnnCore.hasNativeBf16(), "this CPU does not multiply bfloat16");
        Weights weights = WeightInitializer.of(architecture).initialize(architecture, 6);
        List<RgbPixels> images = noise(3, architecture.inputSide(), 8);
        try (Classifier exact = TestedPlan.ONEDNN.open(architecture, weights, CENTRED);
                Classifier fast = new OneDnnPlan(architecture, weights, CENTRED, DataType.BF16)) {
            for (Layer layer : architecture.layers()) {
                float[][] expected = exact.activations(images, layer.name());

                assertClose(expected, fast.activations(images, layer.name()), 0.02, layer);
            }
        }
    }
}
