package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.engine.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In processes of their own, of a small heap. */
class BenchMemoryTest {

    private static final List<String> SMALL_HEAP = List.of("-Xmx128m");

    @Test
    void shouldGiveTheEngineMoreThanTheHeapMayHave() throws Exception {
        String output = ChildJvm.output(
                List.of(),
                SMALL_HEAP,
                Main.class,
                "bench",
                "engine",
                "--classes=3",
                "--dense-units=8",
                "--batch=1",
                "--engine=onednn",
                "--precision=fp32");

        assertThat(output).containsPattern("(?m)^onednn +fp32 ");
    }

    @Test
    void shouldSayWhatToDoWhenMemoryRunsOut() throws Exception {
        String output = ChildJvm.output(List.of(), SMALL_HEAP, Main.class, "bench", "engine", "--batch=1");

        assertThat(output).contains("alexstream bench engine: memory ran out (", "--precision", "-Xmx");
    }
}
