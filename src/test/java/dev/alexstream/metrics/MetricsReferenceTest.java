package dev.alexstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of metrics lists the meters as they are declared. {@code -Dupdate.docs} writes it anew. */
class MetricsReferenceTest {

    private static final Path REFERENCE = Path.of("src", "docs", "metrics.md");
    private static final String START = "<!-- generated from dev.alexstream.metrics.Meter: -Dupdate.docs -->\n";

    @Test
    void shouldAgreeWithTheMeters() throws IOException {
        String reference = Files.readString(REFERENCE);
        String current = reference.substring(0, reference.indexOf(START) + START.length()) + "\n" + table();

        if (System.getProperty("update.docs") != null) {
            Files.writeString(REFERENCE, current);
        }

        assertThat(Files.readString(REFERENCE)).isEqualTo(current);
    }

    private static String table() {
        return Arrays.stream(Meter.values())
                .map(MetricsReferenceTest::row)
                .collect(Collectors.joining("", "| metric | labels | meaning |\n|---|---|---|\n", ""));
    }

    private static String row(Meter meter) {
        String labels = meter.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + meter.prometheusName() + "` | " + labels + " | " + meter.description() + " |\n";
    }
}
