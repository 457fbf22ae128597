package dev.alexstream.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command a newcomer runs. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    void shouldLearnDrawingsThatTheModelHasNeverSeen() throws IOException {
        try (PackagedProgram demo = PackagedProgram.run(folder, Map.of(), "demo")) {
            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.err()).contains("means nothing until it has learned what they are");
            assertThat(demo.out()).anyMatch(line -> line.startsWith("flowers17/2 is champion. Promoted: "));
            assertThat(demo.out()).filteredOn(line -> line.contains(" %  ")).hasSize(40);
            assertThat(rightAfterLearning(demo.out())).isGreaterThanOrEqualTo(17);
            assertThat(demo.err().lines().filter(line -> !isOfTheJvm(line)))
                    .noneMatch(line -> line.contains("Exception") || line.contains("WARN"));
        }
        assertThat(folder.resolve("data")).as("data of a demo").doesNotExist();
    }

    private static int rightAfterLearning(List<String> lines) {
        Matcher sums = lines.stream()
                .map(Pattern.compile("Right: 0 of 20 before it learned, (\\d+) of 20 after\\.")::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(sums.group(1));
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
        return line.startsWith("WARNING: ")
                && line.matches(".*(sun\\.misc\\.Unsafe|reporting this to the maintainers of class).*");
    }
}
