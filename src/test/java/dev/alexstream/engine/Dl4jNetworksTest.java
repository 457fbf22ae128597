package dev.alexstream.engine;

import static dev.alexstream.engine.TestNetworks.CENTRED;
import static dev.alexstream.engine.TestNetworks.TINY;
import static dev.alexstream.engine.TestNetworks.TINY_WEIGHTS;
import static dev.alexstream.engine.TestNetworks.noise;
import static dev.alexstream.engine.TestNetworks.relativeDifference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.image.RgbPixels;
import dev.alexstream.network.ArchitectureException;
import dev.alexstream.network.Layer;
import dev.alexstream.network.Shape;
import dev.alexstream.network.Shapes;
import dev.alexstream.network.Weights;
import dev.alexstream.network.WeightsException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class Dl4jNetworksTest {

    @ParameterizedTest
    @ValueSource(strings = {"conv1", "norm1", "conv2", "pool2", "fc3", "output"})
    void shouldBeginAtAnyLayerOnWhatTheClassifierGivesForTheOneBefore(String from) {
        List<RgbPixels> images = noise(3, 31, 8);
        ComputationGraph graph = Dl4jNetworks.compile(TINY, TINY_WEIGHTS, from, settings());
        try (Dl4jClassifier whole = new Dl4jClassifier(TINY, TINY_WEIGHTS, CENTRED);
                INDArray input = inputOf(from, whole, images)) {
            float[][] expected = whole.classify(images);

            float[][] probabilities = graph.outputSingle(input).toFloatMatrix();

            for (int i = 0; i < images.size(); i++) {
                assertThat(relativeDifference(expected[i], probabilities[i])).isLessThanOrEqualTo(1e-5);
            }
        } finally {
            Dl4jNetworks.close(graph);
        }
    }

    @Test
    void shouldLetMemoryGoWithoutCollectingAllGarbage() {
        ComputationGraph graph = Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "fc3", settings());
        try (INDArray input = Nd4j.rand(DataType.FLOAT, 2, 6, 3, 3);
                INDArray wanted = Nd4j.zeros(2, 5)) {
            graph.fit(new INDArray[] {input}, new INDArray[] {wanted});
            DataBuffer parameters = graph.params().data().originalDataBuffer();
            DataBuffer state = graph.getUpdater().getStateViewArray().data();
            long before = fullCollections();

            Dl4jNetworks.close(graph);

            assertThat(fullCollections()).isEqualTo(before);
            assertThat(parameters.wasClosed()).isTrue();
            assertThat(state.wasClosed()).isTrue();
            assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread())
                    .isEmpty();
        }
    }

    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().matches(".*(Young|Copy|Scavenge|Concurrent).*"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Test
    void shouldGiveBackTheWeightsItWasGiven() {
        ComputationGraph graph = Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "conv2", settings());
        try {
            Weights back = Dl4jNetworks.weights(TINY, "conv2", graph);

            assertThat(back.names())
                    .containsExactly(
                            "conv2.weight", "conv2.bias", "fc3.weight", "fc3.bias", "output.weight", "output.bias");
            for (String name : back.names()) {
                assertThat(back.tensor(name).shape())
                        .isEqualTo(TINY_WEIGHTS.tensor(name).shape());
                assertThat(back.floats(name)).as(name).isEqualTo(TINY_WEIGHTS.floats(name));
            }
        } finally {
            Dl4jNetworks.close(graph);
        }
    }

    @Test
    void shouldLearnWhatIsTrainedAndLeaveThePlanInAgreement() {
        List<RgbPixels> images = noise(10, 31, 9);
        int[] labels = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4};
        ComputationGraph graph = Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "conv2", settings());
        try (Classifier before = TestedPlan.ND4J.openTiny();
                INDArray input = inputOf("conv2", before, images);
                INDArray targets = oneHot(labels, 5)) {
            for (int step = 0; step < 150; step++) {
                graph.fit(new INDArray[] {input}, new INDArray[] {targets});
            }
            Weights trained = TINY_WEIGHTS.overlaidWith(Dl4jNetworks.weights(TINY, "conv2", graph));
            float[][] expected = graph.outputSingle(input).toFloatMatrix();

            try (Nd4jPlan after = new Nd4jPlan(TINY, trained, CENTRED)) {
                float[][] probabilities = after.classify(images);
                for (int i = 0; i < labels.length; i++) {
                    assertThat(relativeDifference(expected[i], probabilities[i]))
                            .isLessThanOrEqualTo(1e-4);
                    assertThat(TestNetworks.largest(probabilities[i])).isEqualTo(labels[i]);
                }
            }
        } finally {
            Dl4jNetworks.close(graph);
        }
    }

    @Test
    void shouldTrainAlikeForTheSameSeed() {
        assertThat(weightsAfterTraining(11)).isEqualTo(weightsAfterTraining(11));
        assertThat(weightsAfterTraining(11)).isNotEqualTo(weightsAfterTraining(12));
    }

    private static float[] weightsAfterTraining(long seed) {
        ComputationGraph graph =
                Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "fc3", settings().seed(seed));
        try (Classifier plan = TestedPlan.ND4J.openTiny();
                INDArray input = inputOf("fc3", plan, noise(4, 31, 10));
                INDArray targets = oneHot(new int[] {0, 1, 2, 3}, 5)) {
            for (int step = 0; step < 5; step++) {
                graph.fit(new INDArray[] {input}, new INDArray[] {targets});
            }
            return Dl4jNetworks.weights(TINY, "fc3", graph).floats("output.weight");
        } finally {
            Dl4jNetworks.close(graph);
        }
    }

    @Test
    void shouldHaveTheHelperOfEveryConvolutionAndPooling() {
        ComputationGraph graph = Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "conv1", settings());
        try {
            long convolutions = Stream.of(graph.getLayers())
                    .filter(org.deeplearning4j.nn.layers.convolution.ConvolutionLayer.class::isInstance)
                    .count();

            assertThat(convolutions).isEqualTo(3);
            assertThatCode(() -> Dl4jHelpers.requirePresent(graph)).doesNotThrowAnyException();
        } finally {
            Dl4jNetworks.close(graph);
        }
    }

    @Test
    void shouldRefuseDl4jLayersWithoutHelper() {
        NativeRuntime.prepare();
        System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "true");
        try {
            assertThatThrownBy(() -> Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "conv1", settings()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("layer conv1 of the DL4J network has no oneDNN helper");
        } finally {
            Dl4jHelpers.enable();
        }
    }

    @Test
    void shouldRefuseWhatIsMissing() {
        assertThatThrownBy(() -> Dl4jNetworks.compile(
                        TINY, TINY_WEIGHTS.only(name -> name.startsWith("output")), "fc3", settings()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("fc3.weight is missing");
        assertThatThrownBy(() -> Dl4jNetworks.compile(TINY, TINY_WEIGHTS, "conv9", settings()))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("conv9");
    }

    private static NeuralNetConfiguration.Builder settings() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(3e-3));
    }

    private static INDArray inputOf(String from, Classifier classifier, List<RgbPixels> images) {
        List<String> names = TINY.layers().stream().map(Layer::name).toList();
        int before = names.indexOf(from) - 1;
        if (before < 0) {
            InputConverter converter = new InputConverter(TINY.inputSide(), CENTRED);
            return array(images.stream().map(converter::planes).toArray(float[][]::new), new Shape(3, 31, 31));
        }
        Shape shape = Shapes.of(TINY).output(names.get(before));
        return array(classifier.activations(images, names.get(before)), shape);
    }

    private static INDArray array(float[][] values, Shape shape) {
        INDArray rows = Nd4j.create(values);
        return shape.height() * shape.width() == 1
                ? rows
                : rows.reshape('c', values.length, shape.channels(), shape.height(), shape.width());
    }

    private static INDArray oneHot(int[] labels, int classes) {
        INDArray targets = Nd4j.zeros(DataType.FLOAT, labels.length, classes);
        for (int i = 0; i < labels.length; i++) {
            targets.putScalar(i, labels[i], 1);
        }
        return targets;
    }
}
