package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.engine.ThreadBudget;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

    @Test
    void shouldHaveLoadedThemWhenTheWorkIsDone() {
        String result = NativeLibraries.whileLoading(() -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(ThreadBudget.inForce().openBlas()).isPositive();
    }

    @Test
    void shouldPassOnTheFailureOfTheWork() {
        assertThatThrownBy(() -> NativeLibraries.whileLoading(() -> {
                    throw new IllegalStateException("no model there");
                }))
                .hasMessage("no model there");
    }
}
