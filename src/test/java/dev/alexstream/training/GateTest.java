package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.alexstream.training.Verdict.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final GateRules RULES = new GateRules(30, 0.95, 0.01, new GateRules.Guards(0.02, 0.2, 0.5));
    private static final Set<String> KNOWN = Set.of("daisy", "iris");

    private final List<PairedAnswer> answers = new ArrayList<>();

    @Test
    void shouldPromoteAChallengerThatKnowsANewClass() {
        both("daisy", 40);
        won("tulip", 9);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.BETTER);
        assertThat(verdict.comparison().chance()).isCloseTo(1 / 512.0, within(1e-9));
        assertThat(verdict.sentence())
                .isEqualTo(
                        "Promoted: it gets 100.0 % of 49 held-out examples right, the champion 81.6 %; 1.0 % more are asked,"
                                + " and two equally good ones differ so much with a probability of 0.2 %."
                                + " Nothing was held out of 1 of the classes that the champion knows.");
        assertThat(verdict.comparison().largestFall()).isZero();
    }

    @Test
    void shouldPromoteWhatIsShownNotToBeWorse() {
        both("daisy", 300);
        won("daisy", 3);
        both("iris", 20);
        lost("iris", 2);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.NOT_WORSE);
        assertThat(verdict.comparison().largestLoss()).isBetween(0.0, 0.02);
    }

    @Test
    void shouldNotCallAGainBetterThatMayBeChance() {
        both("daisy", 60);
        won("daisy", 4);
        lost("daisy", 2);
        lost("iris", 1);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.MAY_BE_WORSE);
        assertThat(verdict.sentence()).contains("with 95.0 % confidence it loses at most");
    }

    @Test
    void shouldRefuseAnythingOnTooSmallAHoldout() {
        won("daisy", 29);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.TOO_FEW);
        assertThat(verdict.promotes()).isFalse();
        assertThat(verdict.sentence())
                .isEqualTo("Not promoted: 29 held-out examples are too few to tell, 30 are needed.");
    }

    @Test
    void shouldRefuseWhenNothingShowsWhatIsForgotten() {
        both("daisy", 14);
        won("tulip", 50);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.TOO_FEW);
        assertThat(verdict.sentence()).contains("14 held-out examples of classes that the champion knows are too few");
    }

    @Test
    void shouldRefuseWhatForgetsHoweverMuchIsNew() {
        both("daisy", 97);
        lost("daisy", 2);
        lost("iris", 1);
        won("tulip", 50);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.FORGETS);
        assertThat(verdict.comparison().known().challengerAccuracy()).isEqualTo(0.97);
        assertThat(verdict.sentence())
                .isEqualTo("Not promoted: of classes that the champion knows it gets 97.0 % right instead of 100.0 %.");
    }

    @Test
    void shouldBearLossesToTheNearestWholeExample() {
        both("daisy", 88);
        lost("daisy", 2);
        won("tulip", 50);
        assertThat(judge().decision()).isEqualTo(Decision.BETTER);

        lost("daisy", 1);
        assertThat(judge().decision()).isEqualTo(Decision.FORGETS);
    }

    @Test
    void shouldRefuseWhenOneClassPaysForTheOthers() {
        both("daisy", 100);
        won("daisy", 20);
        both("iris", 7);
        lost("iris", 3);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.CLASS_FALLS);
        assertThat(verdict.sentence()).isEqualTo("Not promoted: of 10 examples of iris it gets 7 right instead of 10.");
    }

    @Test
    void shouldRefuseWhatHardlyLearnedTheNewClasses() {
        both("daisy", 300);
        won("tulip", 9);
        answers.addAll(Collections.nCopies(10, new PairedAnswer("poppy", false, false)));

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.NEW_CLASSES_MISSED);
        assertThat(verdict.promotes()).isFalse();
        assertThat(verdict.sentence())
                .isEqualTo("Not promoted: of 19 examples of new classes it gets 47.4 % right, 50.0 % are needed.");
    }

    @Test
    void shouldNotTakeOneExampleOfATinyClassForAFall() {
        both("daisy", 200);
        won("tulip", 20);
        both("iris", 1);
        lost("iris", 1);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.BETTER);
        assertThat(verdict.comparison().largestFall()).isEqualTo(0.5);
        assertThat(verdict.comparison().unasked()).isZero();
    }

    @Test
    void shouldFindTwoThatNeverDifferEquallyGood() {
        both("daisy", 120);
        answers.addAll(Collections.nCopies(30, new PairedAnswer("iris", false, false)));

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.NOT_WORSE);
        assertThat(verdict.comparison().largestLoss()).isBetween(0.01, 0.02);
    }

    @Test
    void shouldNotCallTwoEquallyGoodThatFewExamplesDoNotTellApart() {
        both("daisy", 60);

        Verdict verdict = judge();

        assertThat(verdict.decision()).isEqualTo(Decision.MAY_BE_WORSE);
        assertThat(verdict.sentence()).contains("with 95.0 % confidence it loses at most 4.3 %, 2.0 % are tolerated");
    }

    @Test
    void shouldRefuseRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new GateRules(30, 1, 0.01, new GateRules.Guards(0.02, 0.2, 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("confidence is out of its range: 1.0");
    }

    private Verdict judge() {
        return new Gate(RULES).judge(answers, KNOWN);
    }

    private void both(String label, int times) {
        answers.addAll(Collections.nCopies(times, new PairedAnswer(label, true, true)));
    }

    private void won(String label, int times) {
        answers.addAll(Collections.nCopies(times, new PairedAnswer(label, false, true)));
    }

    private void lost(String label, int times) {
        answers.addAll(Collections.nCopies(times, new PairedAnswer(label, true, false)));
    }
}
