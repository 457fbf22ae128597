package dev.alexstream.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of configuration keys says what the declarations say. {@code -Dupdate.docs} writes it anew. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("src", "docs", "configuration.md");
    private static final String START = "<!-- generated from the declarations: -Dupdate.docs -->\n";

    @Test
    void shouldDescribeEveryKey() {
        assertThat(ConfigurationKeys.all())
                .isNotEmpty()
                .filteredOn(key -> !key.description().endsWith("."))
                .as("keys whose declaration has no sentence")
                .isEmpty();
    }

    @Test
    void shouldAgreeWithTheDeclarations() throws IOException {
        String reference = Files.readString(REFERENCE);
        String preface = reference.substring(0, reference.indexOf(START) + START.length());
        String current = preface + "\n" + table();

        if (System.getProperty("update.docs") != null) {
            Files.writeString(REFERENCE, current);
        }

        assertThat(Files.readString(REFERENCE)).isEqualTo(current);
    }

    private static String table() {
        return ConfigurationKeys.all().stream()
                .map(ConfigurationReferenceTest::row)
                .collect(Collectors.joining("", "| key | default | value | meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(ConfigurationKey key) {
        String defaultValue = key.defaultValue().isEmpty() ? "" : "`" + key.defaultValue() + "`";
        return "| `%s` | %s | %s | %s |%n"
                .formatted(key.name(), defaultValue, key.kind(), key.description())
                .replace("\r\n", "\n");
    }
}
