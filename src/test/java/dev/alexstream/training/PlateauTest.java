package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.training.Plateau.State;
import dev.alexstream.training.Plateau.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {

    @Test
    void shouldDivideTheRateEachTimePatienceIsOverAndThenEnd() {
        Plateau plateau = new Plateau(2, 1, State.BEGIN);

        assertThat(verdicts(plateau, 0.5, 0.6, 0.6, 0.55, 0.6, 0.7, 0.7, 0.7))
                .containsExactly(
                        Verdict.BETTER,
                        Verdict.BETTER,
                        Verdict.PATIENT,
                        Verdict.DIVIDE,
                        Verdict.PATIENT,
                        Verdict.BETTER,
                        Verdict.PATIENT,
                        Verdict.ENOUGH);
        assertThat(plateau.state()).isEqualTo(new State(6, 0.7, List.of(4)));
    }

    @Test
    void shouldWaitAnewAfterADivision() {
        Plateau plateau = new Plateau(2, 3, State.BEGIN);

        verdicts(plateau, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(plateau.state().dividedAfter()).containsExactly(3, 5, 7);
    }

    @Test
    void shouldGoOnFromItsState() {
        Plateau whole = new Plateau(2, 1, State.BEGIN);
        Plateau first = new Plateau(2, 1, State.BEGIN);
        verdicts(whole, 0.5, 0.4, 0.3);
        verdicts(first, 0.5, 0.4);

        Plateau second = new Plateau(2, 1, first.state());

        assertThat(second.after(3, 0.3)).isEqualTo(Verdict.DIVIDE);
        assertThat(second.state()).isEqualTo(whole.state());
    }

    @Test
    void shouldHavePatienceForEnoughStepsOfASmallDataSet() {
        Regime regime = Recipe.KRIZHEVSKY_2012.regime();

        assertThat(regime.patientEpochs(10_000)).isEqualTo(5);
        assertThat(regime.patientEpochs(7)).isEqualTo(143);
    }

    private static List<Verdict> verdicts(Plateau plateau, double... accuracies) {
        List<Verdict> verdicts = new ArrayList<>();
        for (double accuracy : accuracies) {
            verdicts.add(plateau.after(verdicts.size() + 1, accuracy));
        }
        return verdicts;
    }
}
