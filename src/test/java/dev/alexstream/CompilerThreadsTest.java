package dev.alexstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CompilerThreadsTest {

    /** Field of {@code /proc/PID/stat}, counted from the one after the name in parentheses. */
    private static final int NICE_FIELD = 16;

    @Test
    void shouldLetTheOptimizingCompilerGiveWay() throws IOException {
        // Given
        List<Path> threads = CompilerThreads.optimizing();
        assumeFalse(threads.isEmpty(), "this JVM has no optimising compiler");

        // When
        CompilerThreads.giveWay();

        // Then
        for (Path thread : threads) {
            assertEquals(CompilerThreads.NICE, nice(thread));
        }
    }

    private static int nice(Path thread) throws IOException {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE_FIELD]);
    }
}
