package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The packaged program stays small enough to be copied about: natives of one platform, no second logging or OpenCV. */
class PackagedSizeIT {

    private static final Path PROGRAM = Path.of("target", "quarkus-app");
    private static final long LIMIT = 350_000_000;

    @Test
    void shouldStayBelowTheSizeLimit() throws IOException {
        try (var files = Files.walk(PROGRAM)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(PackagedSizeIT::size)
                            .sum())
                    .isBetween(LIMIT / 10, LIMIT);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
