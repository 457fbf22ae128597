package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command a newcomer runs. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void shouldClassifyDrawingsAndSayThatTheirLabelsMeanNothing() throws IOException {
        try (PackagedProgram demo = PackagedProgram.run(folder, Map.of(), "demo")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(String.join("\n", demo.out()) + demo.err()).contains("means nothing");
            assertThat(demo.out()).filteredOn(line -> line.contains(" %")).hasSizeGreaterThan(3);
            assertThat(demo.err().lines().filter(line -> !isOfTheJvm(line)))
                    .noneMatch(line -> line.contains("Exception") || line.contains("WARN"));
        }
        assertThat(folder.resolve("data")).as("data of a demo").doesNotExist();
    }

    @Test
    void shouldClassifyPhotographsOfTheUserAndNameBrokenFiles() throws IOException {
        Path images = Drawings.folder(folder.resolve("images"), 4);
        Drawings.addBroken(images);

        try (PackagedProgram demo =
                PackagedProgram.run(folder, Map.of(), "demo", "--format", "json", "--images", images.toString())) {
            assertThat(demo.exitCode()).as(demo.err()).isEqualTo(3);
            assertThat(demo.out())
                    .filteredOn(line -> line.contains("\"predictions\""))
                    .hasSize(4);
            assertThat(demo.out())
                    .filteredOn(line -> line.contains("UNSUPPORTED_FORMAT"))
                    .hasSize(1);
        }
        assertThat(images.toFile().list()).hasSize(5);
    }

    /** Newer JVMs say which library calls what they will take away. */
    private static boolean isOfTheJvm(String line) {
        return line.startsWith("WARNING: ") && line.matches(".*(sun\\.misc\\.Unsafe|of class org\\.apache\\.kafka).*");
    }
}
