package dev.alexstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link DamagedFiles} in a child process, where a native crash can be seen. */
class DamagedFilesTest {

    private static final int FILES = 10_000;
    private static final long ALLOWED_GROWTH = 48L << 20;

    @TempDir
    Path folder;

    @Test
    void shouldSurviveDamagedFilesWithoutLosingMemory() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-Xms96m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DamagedFiles.class.getName(),
                        String.valueOf(FILES),
                        "20120930"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(180, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            child.destroyForcibly();
        }

        assertThat(child.exitValue()).isZero();
        String[] numbers =
                Files.readString(output, StandardCharsets.UTF_8).strip().split(" ", -1);
        assertThat(Integer.parseInt(numbers[0])).as("decoded").isGreaterThan(FILES / 10);
        assertThat(Integer.parseInt(numbers[1])).as("refused").isGreaterThan(FILES / 10);
        assertThat(Long.parseLong(numbers[2])).as("bytes of growth").isLessThan(ALLOWED_GROWTH);
    }
}
