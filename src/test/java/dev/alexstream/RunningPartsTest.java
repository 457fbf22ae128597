package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningPartsTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void shouldTellAllToStopBeforeItWaitsForAnyAndEndInReverseOrderOfStart() {
        RunningParts parts = new RunningParts();
        parts.add(() -> calls.add("broker closed"));
        parts.add(() -> calls.add("worker told"), () -> calls.add("worker closed"));
        parts.add(() -> calls.add("trainer told"), () -> calls.add("trainer closed"));

        parts.close();
        parts.close();

        assertThat(calls)
                .containsExactly("trainer told", "worker told", "trainer closed", "worker closed", "broker closed");
    }
}
