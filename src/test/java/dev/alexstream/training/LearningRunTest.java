package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.NativeRuntime;
import dev.alexstream.model.DriftReference;
import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.LoadedModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRunTest {

    private static final LearningRules RULES =
            new LearningRules(new GateRules(10, 0.95, 0.01, new GateRules.Guards(0.05, 0.2, 0.5)), 0.2, 0.6, 5, 1);

    private static PatternedHead patterns;
    private static LoadedModel champion;
    private static Cut cut;

    @TempDir
    Path folder;

    private ExampleStore store;
    private long offset;

    @BeforeAll
    static void train() {
        NativeRuntime.prepare();
        patterns = new PatternedHead();
        champion = patterns.model();
        cut = Cut.ofHead(champion.architecture());
    }

    @BeforeEach
    void open() {
        store = new ExampleStore(folder, new StoreLimits(1_000, 1_000));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldLearnANewClassAndKeepTheOldOnes() {
        label("fox", "fox", 40);

        Challenger challenger = run();

        assertThat(challenger.model().manifest().labels()).containsExactly("cat", "dog", "fox");
        assertThat(challenger.verdict().promotes())
                .as(challenger.verdict().sentence())
                .isTrue();
        assertThat(challenger.model().manifest().figures())
                .containsEntry("examples-rehearsed", 32.0)
                .containsEntry("classes-new", 1.0);
        assertThat(challenger.model().manifest().activationRanges().largest())
                .containsOnlyKeys("conv2", "fc6", "output");
        assertThat(challenger.model().manifest().figures().get("known-classes-top-1"))
                .isGreaterThan(0.9);
        assertThat(challenger.model().exemplars().all())
                .extracting(Exemplar::label)
                .contains("cat", "dog", "fox");
        DriftReference reference = challenger.model().manifest().reference();
        assertThat((double) reference.images())
                .isEqualTo(challenger.model().manifest().figures().get("holdout-examples"));
        assertThat(reference.labels()).hasSize(3).allMatch(share -> share > 0);
        assertThat(reference.features().layer()).isEqualTo("fc6");
        assertThat(reference.features().images()).isEqualTo(reference.images());
        assertThat(challenger.model().weights().tensor("conv1.weight"))
                .isEqualTo(champion.weights().tensor("conv1.weight"));
    }

    @Test
    void shouldBeKeptOutWhenLabelsAreShuffled() {
        label("cat", "dog", 40);
        label("dog", "cat", 40);

        Challenger challenger = run();

        assertThat(challenger.verdict().promotes())
                .as(challenger.verdict().sentence())
                .isFalse();
    }

    @Test
    void shouldLetANewClassWaitUntilThereIsEnoughOfIt() {
        label("cat", "cat", 10);
        label("fox", "fox", 3);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        assertThat(lesson.labels()).isEqualTo(List.of("cat", "dog"));
        assertThat(lesson.figures()).containsEntry("classes-waiting", 1.0);
    }

    @Test
    void shouldNeverLearnWhatItIsAsked() {
        label("fox", "fox", 40);
        Exemplar asked = champion.exemplars().all().stream()
                .filter(Exemplar::asked)
                .findFirst()
                .orElseThrow();
        label(asked);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        assertThat(lesson.fresh()).extracting(Sample::digest).doesNotContain(asked.digest());
        assertThat(lesson.holdout()).extracting(Sample::digest).containsOnlyOnce(asked.digest());
        assertThat(lesson.holdout())
                .extracting(Sample::digest)
                .doesNotContainAnyElementsOf(
                        lesson.fresh().stream().map(Sample::digest).toList());
    }

    @Test
    void shouldCutAClassDownToItsShare() {
        label("cat", "cat", 300);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        assertThat(lesson.fresh()).hasSize(Balance.cap(0.6, 32));
        assertThat(lesson.figures().get("examples-above-class-share")).isGreaterThan(100);
    }

    @Test
    void shouldLearnAnExemplarThatIsLabelledOnceOnly() {
        List<Exemplar> learned = champion.exemplars().all().stream()
                .filter(exemplar -> !exemplar.asked())
                .toList();
        learned.forEach(this::label);
        label("cat", "cat", 300);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        long dogs = learned.stream()
                .filter(exemplar -> exemplar.label().equals("dog"))
                .count();
        assertThat(lesson.rehearsed()).isEmpty();
        assertThat(lesson.fresh()).hasSize((int) dogs + Balance.cap(0.6, (int) dogs));
    }

    @Test
    void shouldCarryOnWhatLabelsCallOtherwiseUnderItsNewLabel() {
        label("fox", "fox", 40);
        List<Exemplar> exemplars = champion.exemplars().all();
        Exemplar corrected = exemplars.stream()
                .filter(exemplar -> !exemplar.asked() && exemplar.label().equals("cat"))
                .findFirst()
                .orElseThrow();
        Exemplar confirmed = exemplars.stream()
                .filter(exemplar -> !exemplar.asked() && exemplar.label().equals("dog"))
                .findFirst()
                .orElseThrow();
        label(confirmed);
        store.add(new LabelPosition(0, offset++, "me"), corrected.digest(), "dog", corrected.features());

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();
        List<Exemplar> carried = run().model().exemplars().all();

        assertThat(lesson.carried()).hasSameSizeAs(exemplars);
        assertThat(lesson.carried().get(0)).isEqualTo(corrected.called("dog"));
        assertThat(carried)
                .filteredOn(exemplar -> exemplar.digest().equals(corrected.digest()))
                .singleElement()
                .matches(exemplar -> exemplar.label().equals("dog") && !exemplar.asked());
        assertThat(carried)
                .filteredOn(exemplar -> exemplar.digest().equals(confirmed.digest()))
                .singleElement()
                .matches(exemplar -> exemplar.label().equals("dog"));
    }

    @Test
    void shouldAskAClassNoMoreThanItsShare() {
        label("cat", "cat", 900);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        assertThat(lesson.figures().get("held-out-above-class-share")).isGreaterThan(50);
        assertThat(lesson.holdout()).hasSizeLessThan(120);
    }

    @Test
    void shouldDrawTheSameLessonInWhateverOrderTheLabelsCame() {
        label("fox", "fox", 40);

        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();

        assertThat(lesson.fresh()).extracting(Sample::digest).isSorted();
        assertThat(lesson.holdout()).extracting(Sample::label).contains(2);
    }

    @Test
    void shouldHaveNothingToDoWithoutLabels() {
        assertThatThrownBy(this::run).isInstanceOf(TrainingException.class).hasMessageContaining("no labelled images");
    }

    private Challenger run() {
        Lesson lesson = new LessonPlan(champion, cut, store, RULES).draw();
        return new LearningRun(champion, cut, lesson, RULES, TrainingProgress.NONE).run("images.labels");
    }

    private void label(Exemplar exemplar) {
        store.add(new LabelPosition(0, offset++, "me"), exemplar.digest(), exemplar.label(), exemplar.features());
    }

    private void label(String shown, String called, int times) {
        for (int i = 0; i < times; i++) {
            store.add(
                    new LabelPosition(0, offset++, "me"),
                    PatternedHead.digest(shown, i),
                    called,
                    patterns.features(shown));
        }
    }
}
