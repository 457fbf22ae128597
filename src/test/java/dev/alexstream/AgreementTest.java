package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.message.Classified;
import dev.alexstream.message.Classified.ModelIdentity;
import dev.alexstream.message.Classified.Prediction;
import dev.alexstream.message.Shadowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static final ModelIdentity ONE = new ModelIdentity("pets", "1", "sha256:11");
    private static final ModelIdentity TWO = new ModelIdentity("pets", "2", "sha256:22");
    private static final ModelIdentity THREE = new ModelIdentity("pets", "3", "sha256:33");

    private final List<Double> told = new ArrayList<>();
    private final Agreement agreement = new Agreement(told::add);

    @Test
    void shouldTellTheShareOfTheLatestThousandPairs() {
        assertThat(told).containsExactly(Double.NaN);
        compare();

        agreement.saw(pair(ONE, "cat", TWO, "cat"));
        agreement.saw(pair(ONE, "cat", TWO, "dog"));
        assertThat(told).endsWith(1.0, 0.5);
        for (int i = 0; i < 1_000; i++) {
            agreement.saw(pair(ONE, "cat", TWO, "dog"));
        }

        assertThat(told).endsWith(0.0);
    }

    @Test
    void shouldStartOverWithAnotherChallengerOrChampion() {
        compare();
        agreement.saw(pair(ONE, "cat", TWO, "cat"));

        agreement.challenger(Optional.of(THREE));
        agreement.saw(pair(ONE, "cat", TWO, "cat"));
        assertThat(told).as("late answers of a trial before").endsWith(Double.NaN);

        agreement.saw(pair(ONE, "cat", THREE, "dog"));
        assertThat(told).endsWith(0.0);
        agreement.champion(TWO);
        agreement.saw(pair(ONE, "cat", THREE, "cat"));

        assertThat(told).endsWith(Double.NaN);
    }

    private void compare() {
        agreement.champion(ONE);
        agreement.challenger(Optional.of(TWO));
    }

    private static Shadowed pair(ModelIdentity champion, String answer, ModelIdentity challenger, String shadow) {
        return new Shadowed(says(champion, answer), says(challenger, shadow));
    }

    private static Classified says(ModelIdentity model, String label) {
        return new Classified("id", "source", List.of(new Prediction(label, 0, 0.9)), model, null, null, 1);
    }
}
