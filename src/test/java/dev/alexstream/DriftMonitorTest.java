package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.Classifier;
import dev.alexstream.image.RgbPixels;
import dev.alexstream.model.DriftEvent;
import dev.alexstream.model.DriftKind;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.DriftRules;
import dev.alexstream.model.DriftTally;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.SmallModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A model of two labels whose answers are a script: half of the reference are cats, and a cat's features are at one place. */
class DriftMonitorTest {

    private static final DriftRules RULES = new DriftRules(20, 0.25, 0.5);
    private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

    private final Map<DriftKind, Double> gauges = new EnumMap<>(DriftKind.class);
    private final List<DriftEvent> events = new ArrayList<>();
    private final DriftMonitor monitor =
            new DriftMonitor(RULES, gauges::put, new DriftMonitor.Listener("worker-0", events::add), () -> NOW);

    @Test
    void shouldMeasureEachWindowAndTellOfNothingWhileAllIsAsItWas() {
        Classifier watched = monitor.watching(model("fc6"), new Script());

        classify(watched, 7, 1, 0);
        assertThat(gauges.values()).allMatch(score -> score.isNaN());
        classify(watched, 3, 1, 0);

        assertThat(gauges).containsOnlyKeys(DriftKind.values());
        assertThat(gauges.values()).allMatch(score -> score < 0.1);
        assertThat(events).isEmpty();
    }

    @Test
    void shouldTellOnceWhenItBeginsToDriftAndOnceWhenItCeases() {
        Classifier watched = monitor.watching(model("fc6"), new Script());

        classify(watched, 20, 1);
        classify(watched, 20, 1);
        double drifting = gauges.get(DriftKind.LABELS);
        classify(watched, 20, 1, 0);

        assertThat(events)
                .extracting(event -> RULES.exceeded(event.scores()))
                .containsExactly(Set.of(DriftKind.LABELS, DriftKind.FEATURES), Set.of());
        assertThat(events.get(0).model().key()).isEqualTo("pets/1");
        assertThat(events.get(0).worker()).isEqualTo("worker-0");
        assertThat(events.get(0).at()).isEqualTo(NOW);
        assertThat(events.get(0).answers()).isEqualTo(20);
        assertThat(events.get(0).looks()).isEqualTo(20);
        assertThat(drifting).isEqualTo(events.get(0).scores().labels()).isGreaterThan(1);
    }

    @Test
    void shouldLookAtSomeImagesOfALargeBatchOnly() {
        Classifier watched = monitor.watching(model("fc6"), new Script());

        watched.classify(images(Collections.nCopies(20, 1)));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.answers()).isEqualTo(20);
            assertThat(event.looks()).isEqualTo(8);
        });
    }

    @Test
    void shouldBeginAnewWithAnotherModelAndHearNothingMoreOfTheOneBefore() {
        Classifier before = monitor.watching(model("fc6"), new Script());
        classify(before, 20, 1);
        Classifier after = monitor.watching(model("fc6"), new Script());
        assertThat(gauges.values()).allMatch(score -> score.isNaN());

        classify(after, 19, 1);
        classify(before, 40, 1);

        assertThat(gauges.values()).allMatch(score -> score.isNaN());
        assertThat(events).hasSize(1);
        classify(after, 1, 1);
        assertThat(events).hasSize(2);
    }

    @Test
    void shouldGiveTheAnswersThatAreGivenUnwatched() {
        List<RgbPixels> images = images(List.of(1, 0, 1));

        assertThat(monitor.watching(model("fc6"), new Script()).classify(images))
                .isDeepEqualTo(new Script().classify(images));
    }

    @Test
    void shouldLeaveAModelWithoutReferenceAlone() {
        Script script = new Script();

        assertThat(monitor.watching(SmallModels.model(), script)).isSameAs(script);
        assertThat(gauges.values()).hasSize(3).allMatch(score -> score.isNaN());
    }

    @Test
    void shouldNotLookWhereTheReferenceIsOfAnotherLayer() {
        Classifier watched = monitor.watching(model("fc7"), new Script());

        classify(watched, 20, 1);

        assertThat(gauges.get(DriftKind.FEATURES)).isNaN();
        assertThat(gauges.get(DriftKind.LABELS)).isGreaterThan(1);
    }

    private static LoadedModel model(String layer) {
        DriftTally tally = new DriftTally(2);
        for (int i = 0; i < 100; i++) {
            tally.answered(Script.probabilities(i % 2));
            tally.looked(Script.features(i % 2));
        }
        DriftReference reference = tally.reference("a script", layer).orElseThrow();
        return SmallModels.model().withReference(reference);
    }

    /** One image after the other, again and again of these kinds. */
    private static void classify(Classifier classifier, int rounds, Integer... kinds) {
        for (int i = 0; i < rounds; i++) {
            for (int kind : kinds) {
                classifier.classify(images(List.of(kind)));
            }
        }
    }

    private static List<RgbPixels> images(List<Integer> kinds) {
        return kinds.stream()
                .map(kind -> new RgbPixels(1, new byte[] {kind.byteValue(), 0, 0}))
                .toList();
    }

    private static final class Script implements Classifier {

        @Override
        public EngineInfo info() {
            return new EngineInfo("fake", "fp32", "cpu");
        }

        @Override
        public float[][] classify(List<RgbPixels> images) {
            return images.stream().map(image -> probabilities(image.data()[0])).toArray(float[][]::new);
        }

        @Override
        public float[][] activations(List<RgbPixels> images, String layer) {
            assertThat(layer).isEqualTo("fc6");
            return images.stream().map(image -> features(image.data()[0])).toArray(float[][]::new);
        }

        @Override
        public void close() {}

        private static float[] probabilities(int kind) {
            return kind == 0 ? new float[] {0.75f, 0.25f} : new float[] {0.25f, 0.75f};
        }

        private static float[] features(int kind) {
            float[] features = new float[8];
            Arrays.fill(features, kind);
            return features;
        }
    }
}
