package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.engine.Classifier;
import dev.alexstream.engine.NativeRuntime;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.image.SyntheticImages;
import dev.alexstream.model.ArchitectureReference;
import dev.alexstream.model.Exemplars;
import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.ModelManifest;
import dev.alexstream.model.TrainingLineage.Stage;
import dev.alexstream.network.ActivationRanges;
import dev.alexstream.network.AlexNets;
import dev.alexstream.network.ArchitectureParameters;
import dev.alexstream.network.DataType;
import dev.alexstream.network.LrnOrder;
import dev.alexstream.network.Preprocessing;
import dev.alexstream.network.WeightInitializer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from a convolution on, upon the architecture whose last convolutions are small. */
class UnfrozenRunTest {

    private static final LearningRules RULES =
            new LearningRules(new GateRules(10, 0.95, 0.01, new GateRules.Guards(0.05, 0.2, 0.5)), 0.2, 0.6, 5, 1);
    private static final Preprocessing LEVELS =
            new Preprocessing(256, List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));

    private static LoadedModel champion;
    private static Cut cut;
    private static PatternedHead patterns;
    private static Challenger challenger;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() {
        NativeRuntime.prepare();
        var reference = new ArchitectureReference(
                AlexNets.ALEXNET_KERAS, new ArchitectureParameters(2, List.of(16), LrnOrder.BEFORE_POOLING));
        var architecture = reference.resolve();
        var ranges = Map.of("conv2", 40.0, "conv3", 9.0, "conv4", 9.0, "conv5", 1e-3, "fc6", 1e-3, "output", 1e-3);
        var manifest = new ModelManifest(
                "pets",
                "1",
                reference,
                PatternedHead.KNOWN,
                LEVELS,
                null,
                null,
                new ActivationRanges(60, new TreeMap<>(ranges)),
                ModelManifest.NO_DIGEST_YET);
        var weights = WeightInitializer.HE_UNIFORM.initialize(architecture, 1).as(DataType.F16);
        champion = new LoadedModel(manifest, architecture, weights).withDigest();
        cut = Cut.of(Optional.of("conv5"), architecture);
        patterns = new PatternedHead(cut.values());
        challenger = learned(champion, "cat", "dog");
    }

    @Test
    void shouldTrainTheLayerAndAllLaterOnesAndNoneBefore() {
        for (String name : List.of("conv1", "conv2", "conv3", "conv4")) {
            assertThat(challenger.model().weights().tensor(name + ".weight"))
                    .as(name)
                    .isEqualTo(champion.weights().tensor(name + ".weight"));
        }
        for (String name : List.of("conv5", "fc6", "output")) {
            assertThat(challenger.model().weights().tensor(name + ".weight"))
                    .as(name)
                    .isNotEqualTo(champion.weights().tensor(name + ".weight"));
        }
        assertThat(challenger.model().manifest().training().stages())
                .extracting(Stage::from, Stage::batchSize)
                .containsExactly(tuple("conv5", 32));
    }

    @Test
    void shouldBeJudgedByTheGate() {
        assertThat(challenger.verdict().promotes())
                .as(challenger.verdict().sentence())
                .isTrue();
        assertThat(challenger.verdict().comparison().all().examples()).isGreaterThanOrEqualTo(10);
        assertThat(challenger.model().manifest().reference().features().layer()).isEqualTo("fc6");
        assertThat(challenger.model().manifest().activationRanges().largest())
                .containsOnlyKeys("conv2", "conv3", "conv4", "conv5", "fc6", "output")
                .containsEntry("conv4", 9.0)
                .allSatisfy((layer, largest) -> assertThat(largest).as(layer).isGreaterThan(0.1));
    }

    @Test
    void shouldAnswerWhenServingAsItDidWhenItWasJudged() throws Exception {
        LoadedModel written = ModelFolder.write(challenger.model(), folder.resolve("written"));
        LoadedModel served = ModelFolder.read(folder.resolve("written"));
        assertThat(served.manifest()).isEqualTo(written.manifest());
        byte[] image = SyntheticImages.draw(1, 1).get(0).jpeg();
        TrainerParts parts = LearningConfigs.parts(folder, Map.of("unfreeze", "conv5"));
        var settings = new Tail.Settings(new Tail.Pace(new CosineSchedule(1e-4, 1), false), 1, 1);

        try (var extraction = new FeatureExtraction(parts.decoder(), () -> parts.open(served), served, cut);
                Classifier classifier = parts.open(served);
                Tail tail = new Tail(served.architecture(), "conv5", served.weights(), settings)) {
            byte[] features = extraction.features(image, "drawing");
            var sample = new Sample("drawing", 0, () -> ByteBuffer.wrap(features));
            List<RgbPixels> pixels = new PhotographReader(parts.decoder(), 224)
                    .read(image, "drawing", List.of(View.ofServing(LEVELS.shortSide())));

            float[] said = Rows.answers(tail, List.of(sample)).get(0);

            assertThat(classifier.classify(pixels)[0]).containsExactly(said, within(0.02f));
        }
    }

    @Test
    void shouldCarryExemplarsOfTheLayerThatASuccessorRehearses() {
        LoadedModel one = challenger.model();
        assertThat(one.exemplars().layer()).contains("conv5");
        assertThat(one.manifest().figures()).containsEntry("examples-rehearsed", 0.0);

        Challenger two = learned(one, "fox");

        assertThat(two.model().manifest().figures().get("examples-rehearsed")).isGreaterThan(30);
        assertThat(two.model().manifest().labels()).containsExactly("cat", "dog", "fox");
        assertThat(two.model().manifest().figures().get("known-classes-top-1")).isGreaterThan(0.9);
    }

    @Test
    void shouldRehearseNothingThatIsOfAnotherLayer() {
        List<Exemplar> usual = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            usual.add(new Exemplar(
                    "cat", PatternedHead.digest("usual", i), false, new PatternedHead(256).features("cat")));
        }

        LoadedModel model = learned(champion.withExemplars(new Exemplars(usual)), "cat", "dog")
                .model();

        assertThat(model.manifest().figures()).containsEntry("examples-rehearsed", 0.0);
        assertThat(model.exemplars().layer()).contains("conv5");
        assertThat(model.exemplars().all())
                .extracting(Exemplar::digest)
                .doesNotContainAnyElementsOf(
                        usual.stream().map(Exemplar::digest).toList());
    }

    /** Forty images of each label. */
    private static Challenger learned(LoadedModel upon, String... labels) {
        Path place =
                folder.resolve(String.join("-", labels) + upon.exemplars().all().size());
        try (var store = new ExampleStore(place, new StoreLimits(1_000, 1_000))) {
            for (int i = 0; i < 40 * labels.length; i++) {
                String label = labels[i % labels.length];
                var from = new LabelPosition(0, i, "me");
                store.add(from, PatternedHead.digest(label, i), label, patterns.features(label));
            }
            Lesson lesson = new LessonPlan(upon, cut, store, RULES).draw();
            return new LearningRun(upon, cut, lesson, RULES, TrainingProgress.NONE).run("images.labels");
        }
    }
}
