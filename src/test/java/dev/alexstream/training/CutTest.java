package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.Architecture;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import dev.alexstream.network.Weights;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTest {

    private static final ArchitectureReference REFERENCE = new ArchitectureReference(
            AlexNets.ALEXNET_2012, new ArchitectureParameters(2, List.of(8), LrnOrder.AFTER_POOLING));
    private static final Architecture NETWORK = REFERENCE.resolve();
    private static final Weights WEIGHTS = WeightInitializer.HE_UNIFORM.initialize(NETWORK, 1);
    private static final Preprocessing PLAIN = preprocessing(0);

    @ParameterizedTest
    @ValueSource(strings = {"conv6", "pool5", "norm1", "drop6", "fc7", "softmax", "CONV5", ""})
    void shouldNameTheLayersThatCanBeChosen(String layer) {
        assertThatThrownBy(() -> Cut.of(Optional.of(layer), NETWORK))
                .isInstanceOf(TrainingException.class)
                .hasMessage("alexnet-2012 cannot be trained from \"" + layer
                        + "\", only from conv1, conv2, conv3, conv4, conv5, fc6, output");
    }

    @Test
    void shouldBeBeforeTheFirstDenseLayerUnlessOneIsNamed() {
        assertThat(cut("fc6")).isEqualTo(Cut.of(Optional.empty(), NETWORK));
        assertThat(cut("fc6").named()).isEmpty();
        assertThat(cut("fc6").values()).isEqualTo(9216);
        assertThat(cut("conv5").named()).contains("conv5");
        assertThat(cut("conv5").values()).isEqualTo(384 * 13 * 13);
        assertThat(cut("conv1").values()).isEqualTo(3 * 227 * 227);
    }

    @Test
    void shouldKeepFewerViewsOfLargeInputs() {
        assertThat(cut("fc6").views(256)).isEqualTo(View.tenCrops(256));
        assertThat(cut("conv5").views(256)).isEqualTo(View.tenCrops(256));
        assertThat(cut("conv2").views(256)).hasSize(8);
        assertThat(cut("conv1").views(256)).isEqualTo(View.tenCrops(256).subList(0, 4));
    }

    @Test
    void shouldTrainForFewerStepsTheMoreAStepTakes() {
        assertThat(RunLength.of(cut("fc6")).steps(600)).isEqualTo(300);
        assertThat(RunLength.of(cut("fc6")).batch()).isEqualTo(64);
        assertThat(RunLength.of(cut("conv3")).steps(600)).isEqualTo(187);
        assertThat(RunLength.of(cut("conv3")).batch()).isEqualTo(32);
        assertThat(RunLength.of(cut("conv2")).steps(600)).isEqualTo(93);
        assertThat(RunLength.of(cut("conv1")).steps(10_000)).isEqualTo(100);
        assertThat(RunLength.of(cut("conv1")).steps(1)).isEqualTo(60);
    }

    @Test
    void shouldTellStoresOfDifferentCutsApart() {
        LoadedModel model = model(WEIGHTS, PLAIN);

        assertThat(Stream.of("conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "output")
                        .map(layer -> cut(layer).digest(model)))
                .doesNotHaveDuplicates()
                .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    }

    @Test
    void shouldShareAStoreWithASuccessorThatDiffersInWhatIsTrained() {
        Weights trained = WEIGHTS.scaled("conv5.weight", 2).scaled("fc6.bias", 3);
        LoadedModel before = model(WEIGHTS, PLAIN);
        LoadedModel after = model(trained, PLAIN);

        assertThat(cut("conv5").digest(after)).isEqualTo(cut("conv5").digest(before));
        assertThat(cut("fc6").digest(after)).isNotEqualTo(cut("fc6").digest(before));
    }

    @Test
    void shouldNotShareAStoreOfPixelsThatArePreparedInAnotherWay() {
        assertThat(cut("conv1").digest(model(WEIGHTS, preprocessing(128))))
                .isNotEqualTo(cut("conv1").digest(model(WEIGHTS, PLAIN)));
    }

    @Test
    void shouldFindTheStoresThatAreThereAlready() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        WEIGHTS.only(name -> name.startsWith("conv")).tensors().forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.data());
        });

        assertThat(cut("fc6").digest(model(WEIGHTS, preprocessing(128)))).isEqualTo(Digests.hex(digest));
    }

    @Test
    void shouldUseOnlyExemplarsOfItsLayer() {
        List<Exemplar> one = List.of(new Exemplar("cat", "a".repeat(64), false, new byte[] {1}));
        Exemplars usual = new Exemplars(one);
        Exemplars deep = new Exemplars(one, Optional.of("conv5"));

        assertThat(cut("fc6").usable(usual)).isEqualTo(usual);
        assertThat(cut("conv5").usable(deep)).isEqualTo(deep);
        assertThat(cut("conv5").usable(usual)).isEqualTo(Exemplars.NONE);
        assertThat(cut("conv4").usable(deep)).isEqualTo(Exemplars.NONE);
        assertThat(cut("fc6").usable(deep)).isEqualTo(Exemplars.NONE);
    }

    private static Cut cut(String layer) {
        return Cut.of(Optional.of(layer), NETWORK);
    }

    private static Preprocessing preprocessing(double mean) {
        return new Preprocessing(256, List.of(mean, mean, mean), List.of(1.0, 1.0, 1.0));
    }

    private static LoadedModel model(Weights weights, Preprocessing preprocessing) {
        var manifest = new ModelManifest(
                "pets",
                "1",
                REFERENCE,
                List.of("cat", "dog"),
                preprocessing,
                null,
                null,
                null,
                ModelManifest.NO_DIGEST_YET);
        return new LoadedModel(manifest, NETWORK, weights);
    }
}
