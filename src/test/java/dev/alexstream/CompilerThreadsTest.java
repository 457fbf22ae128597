package dev.alexstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CompilerThreadsTest {

    @Test
    void shouldLetTheOptimizingCompilerGiveWay() throws IOException {
        // Given
        List<Path> threads = LinuxThreads.named(CompilerThreads.NAME);
        assumeFalse(threads.isEmpty(), "this JVM has no optimising compiler");

        // When
        CompilerThreads.giveWay();

        // Then
        for (Path thread : threads) {
            assertEquals(CompilerThreads.NICE, LinuxThreads.nice(thread));
        }
    }
}
