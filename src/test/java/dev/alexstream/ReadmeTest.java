package dev.alexstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README says what is true: its files exist, its table of rooms is that of the packages. {@code -Dupdate.docs} writes the table anew. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final String ROOMS = "<!-- rooms: copied from package-info.java with -Dupdate.docs -->\n";

    @Test
    void shouldCopyTheRoomsFromTheirPackages() throws IOException {
        String readme = Files.readString(README);
        String current = readme.substring(0, readme.indexOf(ROOMS) + ROOMS.length()) + "\n" + rooms();

        if (System.getProperty("update.docs") != null) {
            Files.writeString(README, current);
        }

        assertThat(Files.readString(README)).isEqualTo(current);
    }

    @Test
    void shouldLinkOnlyToWhatExists() throws IOException {
        assertThat(matches("\\]\\(([^)#]+)\\)"))
                .isNotEmpty()
                .filteredOn(target -> !Files.exists(Path.of(target)))
                .isEmpty();
    }

    @Test
    void shouldGiveTheTestCommandThatGuardsEveryChange() throws IOException {
        assertThat(matches("(?m)^(\\./mvnw .*verify.*)$")).singleElement().satisfies(command -> assertThat(
                        Files.readString(Path.of(".ci", "run")))
                .contains("\n" + command + "\n"));
    }

    private static List<String> matches(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(README))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private static String rooms() {
        return Rooms.secrets().entrySet().stream()
                .map(room -> "| %s | %s |\n"
                        .formatted(
                                room.getKey().isEmpty() ? "(root)" : "`" + room.getKey() + "`",
                                markdown(room.getValue())))
                .collect(Collectors.joining("", "| package | its secret |\n|---|---|\n", ""));
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`");
    }
}
