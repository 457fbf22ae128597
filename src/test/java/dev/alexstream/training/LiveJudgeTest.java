package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.ModelState;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveJudgeTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final byte[] IMAGE = SyntheticImages.draw(1, 1).get(0).jpeg();
    private static final String RIGHT = "right";
    private static final String WRONG = "wrong";

    private final LoadedModel first = SmallModels.version("1", 1);
    private final LoadedModel second = SmallModels.version("2", 1).withDigest();
    private final RegistryInMemory champions =
            new RegistryInMemory(first).with(first).with(second);

    @TempDir
    Path folder;

    private TrainerParts parts;
    private ExampleStore store;
    private String saidByAll;
    private LiveJudge judge;

    @BeforeEach
    void register() {
        parts = LearningConfigs.parts(folder, Map.of("rollback.min-labels", "8", "rollout.min-labels", "8"));
        store = new ExampleStore(folder, new StoreLimits(10, 10));
        try (OpenedModel opened = new OpenedModel(() -> first, parts)) {
            saidByAll = opened.label(IMAGE, "drawing");
        }
        for (LoadedModel model : new LoadedModel[] {first, second}) {
            ModelReference reference = ModelReference.of(model.manifest());
            champions.apply(now ->
                    now.register(reference, URI.create("file:///models"), Optional.empty(), Map.of(), note("test")));
        }
        promote("1");
    }

    @AfterEach
    void close() {
        judge.close();
        store.close();
    }

    @Test
    void shouldTakeAChampionBackThatIsWorseThanItsPredecessor() {
        promote("2");
        judge(second, WRONG);

        for (int i = 0; i < 7; i++) {
            arrive(later());
        }
        assertThat(judge.decide()).as("after too few labels").isFalse();
        arrive(later());

        assertThat(judge.decide()).isTrue();
        assertThat(now().champion().orElseThrow().key()).isEqualTo("pets/1");
        assertThat(now().require("pets", "2").state()).isEqualTo(ModelState.ROLLED_BACK);
        assertThat(now().require("pets", "2").last().reason().orElseThrow())
                .isEqualTo("Taken back: of the last 8 labels since it became champion it got 0.0 % right,"
                        + " pets/1 would have got 100.0 %.");
    }

    @Test
    void shouldRememberWhatWasAnsweredBeforeTheTrainerBeganAnew() {
        promote("2");
        judge(second, WRONG);
        for (int i = 0; i < 7; i++) {
            arrive(later());
        }
        judge.close();
        store.close();

        store = new ExampleStore(folder, new StoreLimits(10, 10));
        judge(second, WRONG);
        arrive(later());

        assertThat(judge.decide()).isTrue();
        assertThat(now().champion().orElseThrow().key()).isEqualTo("pets/1");
    }

    @Test
    void shouldForgetWhatWasAnsweredOfAnEarlierReign() {
        promote("2");
        judge(second, WRONG);
        for (int i = 0; i < 7; i++) {
            arrive(later());
        }
        judge.close();
        promote("1");
        promote("2");
        judge(second, WRONG);
        arrive(later());

        assertThat(judge.decide()).isFalse();
    }

    @Test
    void shouldLeaveAChampionThatIsAsGood() {
        promote("2");
        judge(second, RIGHT);

        for (int i = 0; i < 30; i++) {
            arrive(later());
        }

        assertThat(judge.decide()).isFalse();
        assertThat(now().champion().orElseThrow().key()).isEqualTo("pets/2");
    }

    @Test
    void shouldNotCountLabelsThatTheChampionMayHaveLearned() {
        promote("2");
        judge(second, WRONG);

        for (int i = 0; i < 30; i++) {
            arrive(START.minusSeconds(1));
        }

        assertThat(judge.decide()).isFalse();
    }

    @Test
    void shouldPromoteAfterATrialWithoutAFault() {
        champions.apply(now -> now.startShadow("pets", "2", note("trainer")));
        judge(first, RIGHT);

        arrive(later());
        assertThat(judge.decide()).as("after one label").isFalse();
        for (int i = 1; i < 132; i++) {
            arrive(later());
        }
        assertThat(judge.decide()).as("when as many as 2.01 % may be lost").isFalse();
        arrive(later());

        assertThat(judge.decide()).isTrue();
        assertThat(now().champion().orElseThrow().key()).isEqualTo("pets/2");
    }

    @Test
    void shouldRefuseAfterATrialWhatIsWorse() {
        champions.apply(now -> now.startCanary("pets", "2", 0.2, note("trainer")));
        judge(first, WRONG);
        saidByAll = saidByAll.equals("cat") ? "dog" : "cat";

        for (int i = 0; i < 8; i++) {
            arrive(later());
        }

        assertThat(judge.decide()).isTrue();
        assertThat(now().require("pets", "2").state()).isEqualTo(ModelState.REFUSED);
        assertThat(now().champion().orElseThrow().key()).isEqualTo("pets/1");
    }

    @Test
    void shouldLeaveATrialToWhoeverBeganIt() {
        champions.apply(now -> now.startShadow("pets", "2", note("cli")));
        judge(first, RIGHT);

        for (int i = 0; i < 40; i++) {
            arrive(later());
        }

        assertThat(judge.decide()).isFalse();
        assertThat(judge.trying()).isTrue();
        assertThat(judge.trial()).hasValueSatisfying(trial -> {
            assertThat(trial.isLeftToAPerson()).isTrue();
            assertThat(trial.challenger().key()).isEqualTo("pets/2");
            assertThat(trial.tally()).isEqualTo(new Tally(40, 40, 0, 0));
        });
    }

    @Test
    void shouldKnowThatATrialEndedBeforeAnotherLabelComes() {
        champions.apply(now -> now.startShadow("pets", "2", note("cli")));
        judge(first, RIGHT);
        arrive(later());

        champions.apply(now -> now.retire("pets", "2", note("cli")));

        assertThat(judge.decide()).isFalse();
        assertThat(judge.trial()).isEmpty();
    }

    @Test
    void shouldKnowATrialAgainBeforeAnotherLabelComes() {
        champions.apply(now -> now.startShadow("pets", "2", note("cli")));
        judge(first, RIGHT);
        arrive(later());
        judge.close();

        judge(first, RIGHT);

        assertThat(judge.decide()).isFalse();
        assertThat(judge.trial().orElseThrow().tally().examples()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhenAModelCannotBeHadAndTryAgain() {
        promote("2");
        String wrong = saidByAll.equals("cat") ? "dog" : "cat";
        var without = new RegistryInMemory(first).with(second);
        without.apply(now -> champions.registry().entries());
        judge = new LiveJudge(
                ModelReference.of(second.manifest()),
                (image, name) -> wrong,
                without,
                parts,
                store,
                InstantSource.system());
        arrive(later());
        without.with(first);
        for (int i = 0; i < 20; i++) {
            arrive(later());
        }
        assertThat(judge.decide()).as("while it is not asked").isFalse();

        for (int i = 0; i < 8; i++) {
            arrive(later());
        }

        assertThat(judge.decide()).isTrue();
        assertThat(without.registry().champion().orElseThrow().key()).isEqualTo("pets/1");
    }

    /** @param says what the champion answers of what the other one says */
    private void judge(LoadedModel champion, String says) {
        String right = saidByAll;
        String wrong = right.equals("cat") ? "dog" : "cat";
        judge = new LiveJudge(
                ModelReference.of(champion.manifest()),
                (image, name) -> says.equals(RIGHT) ? right : wrong,
                champions,
                parts,
                store,
                InstantSource.system());
    }

    private void arrive(Instant at) {
        judge.arrived(new IncomingLabel(at, IMAGE, "drawing", saidByAll)).run();
    }

    private static Instant later() {
        return START.plusSeconds(3_600);
    }

    private void promote(String version) {
        champions.apply(now -> now.promote("pets", version, note("test")));
    }

    private Registry now() {
        return champions.registry();
    }

    private static ChangeNote note(String by) {
        return new ChangeNote(START, by, "by hand");
    }
}
