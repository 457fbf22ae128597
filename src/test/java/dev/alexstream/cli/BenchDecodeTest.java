package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alexstream.image.SyntheticPhotographs;
import dev.alexstream.image.SyntheticPhotographs.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed counts, not how fast anything is. */
class BenchDecodeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldPrintAFigureForEachFormatAndSizeOfAFolder() throws IOException {
        write("a.jpg", 320, 280, Encoding.JPEG);
        write("b.jpg", 280, 320, Encoding.JPEG);
        write("c.jpg", 1200, 1000, Encoding.JPEG);
        write("d.png", 320, 280, Encoding.PNG);
        Files.writeString(folder.resolve("e.jpg"), "<html>");

        CommandRun run =
                CommandRun.of("bench", "decode", "--images", folder.toString(), "--threads", "2", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.err()).contains("left out: ");
        List<JsonNode> figures = json(run);
        assertThat(figures)
                .extracting(figure -> figure.get("format").asText() + " "
                        + figure.get("size_class").asText() + " "
                        + figure.get("images").asInt())
                .containsExactly("jpeg under_0.25_mp 2", "jpeg 1_to_4_mp 1", "png under_0.25_mp 1");
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "format",
                            "size_class",
                            "images",
                            "mean_bytes",
                            "threads",
                            "median_ms",
                            "core_ms",
                            "images_per_second_per_core",
                            "images_per_second");
            assertThat(figure.get("threads").asInt()).isEqualTo(2);
            assertThat(figure.get("mean_bytes").asLong()).isPositive();
            assertThat(figure.get("images_per_second_per_core").asDouble()).isPositive();
        });
    }

    @Test
    void shouldDrawImagesWhenThereAreNone() {
        CommandRun run = CommandRun.of("bench", "decode");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(1)).startsWith("jpeg ").contains("under_0.25_mp");
        assertThat(run.lines().get(2)).startsWith("png ");
    }

    @Test
    void shouldFailWhenNoImageCanBeDecoded() throws IOException {
        Files.writeString(folder.resolve("a.jpg"), "<html>");

        CommandRun run = CommandRun.of("bench", "decode", "--images", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no image in " + folder + " can be decoded");
    }

    private void write(String name, int width, int height, Encoding encoding) throws IOException {
        Files.write(
                folder.resolve(name),
                SyntheticPhotographs.take(1, width, height, encoding).get(0));
    }

    private static List<JsonNode> json(CommandRun run) {
        return run.lines().stream()
                .map(line ->
                        JsonLine.parse(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .toList();
    }
}
