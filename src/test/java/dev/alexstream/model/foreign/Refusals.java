package dev.alexstream.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException;
import java.nio.file.Path;

/** What is said about a file that is not imported. */
final class Refusals {

    private Refusals() {}

    /** The sentence names the file, and says what is wrong. */
    static void assertRefused(Path file, ImportRequest request, ModelException.Problem problem, String sentence) {
        assertThatThrownBy(() -> ForeignModels.read(file, request))
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    static void assertRefused(Path file, String sentence) {
        assertRefused(file, ImportRequest.named("pets"), ModelException.Problem.INVALID_WEIGHTS, sentence);
    }
}
