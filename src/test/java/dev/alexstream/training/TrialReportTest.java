package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.model.ChangeNote;
import dev.alexstream.model.ModelEntry;
import dev.alexstream.model.ModelReference;
import dev.alexstream.model.Registry;
import dev.alexstream.model.SmallModels;
import dev.alexstream.training.LiveJudge.Trial;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialReportTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final Tally FEW = new Tally(7, 0, 0, 7);
    private static final Tally ALIKE = new Tally(8, 4, 2, 2);
    private static final Tally BETTER = new Tally(10, 4, 0, 5);
    private static final Tally WORSE = new Tally(20, 18, 12, 0);

    private final List<String> logged = new ArrayList<>();
    private final List<String> measured = new ArrayList<>();
    private TrialReport report;

    @TempDir
    Path folder;

    @BeforeEach
    void begin() {
        LearningConfig config =
                LearningConfigs.parts(folder, Map.of("rollout.min-labels", "8")).config();
        report = new TrialReport(config, new Measured(), logged::add);
    }

    @Test
    void shouldSayWhichIsBetterWhenTheJudgementUponAPersonsTrialChanges() {
        for (Tally tally : List.of(FEW, ALIKE, ALIKE, BETTER, BETTER, ALIKE, WORSE)) {
            tell("cli", START, tally);
        }

        assertThat(logged)
                .containsExactly(
                        "pets/2 is not shown to be better or worse than the champion yet, with 95.0 % confidence:"
                                + " of 8 labels since its trial began it got 50.0 % right, the champion 50.0 %",
                        "pets/2 is better than the champion, with 95.0 % confidence:"
                                + " of 10 labels since its trial began it got 90.0 % right, the champion 40.0 %",
                        "pets/2 is not shown to be better or worse than the champion yet, with 95.0 % confidence:"
                                + " of 8 labels since its trial began it got 50.0 % right, the champion 50.0 %",
                        "pets/2 is worse than the champion, with 95.0 % confidence:"
                                + " of 20 labels since its trial began it got 30.0 % right, the champion 90.0 %");
    }

    @Test
    void shouldSayItAgainOfAnotherTrial() {
        tell("cli", START, BETTER);
        report.tell(Optional.empty());
        tell("cli", START.plusSeconds(1), BETTER);

        assertThat(logged).hasSize(2);
    }

    @Test
    void shouldOnlyMeasureATrialThatTheTrainerEnds() {
        tell("trainer", START, BETTER);

        assertThat(logged).isEmpty();
        assertThat(measured).containsExactly("10: 4, 9, BETTER");
    }

    @Test
    void shouldMeasureATrialUntilItEnds() {
        tell("cli", START, FEW);
        tell("cli", START, ALIKE);
        tell("cli", START, WORSE);
        report.tell(Optional.empty());

        assertThat(measured).containsExactly("7: 0, 7, TOO_FEW", "8: 4, 4, UNDECIDED", "20: 18, 6, WORSE", "none");
    }

    private void tell(String by, Instant begun, Tally tally) {
        var name = ModelReference.of(SmallModels.manifest().withVersion("2"));
        ModelEntry challenger = Registry.EMPTY
                .register(name, URI.create("memory:/"), Optional.empty(), Map.of(), new ChangeNote(begun, by, "a test"))
                .get(0);
        report.tell(Optional.of(new Trial(challenger, tally)));
    }

    private final class Measured implements TrainingMetrics {

        @Override
        public void trial(Tally tally, Judgement judgement) {
            measured.add("%d: %d, %d, %s".formatted(tally.examples(), tally.champion(), tally.challenger(), judgement));
        }

        @Override
        public void noTrial() {
            measured.add("none");
        }

        @Override
        public void ended(RunResult result) {}

        @Override
        public void holdoutAccuracy(double share) {}

        @Override
        public void progress(double share) {}
    }
}
