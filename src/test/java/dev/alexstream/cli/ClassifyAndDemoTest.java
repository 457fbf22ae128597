package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.message.Classified;
import dev.alexstream.message.ResultCodec;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.SmallModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a small network of random weights: what is printed counts, not what is recognised. */
@Timeout(180)
class ClassifyAndDemoTest {

    @TempDir
    private Path folder;

    private Path images;
    private String model;

    @BeforeEach
    void drawImages() throws IOException {
        model = folder.resolve("model").toString();
        ModelFolder.write(SmallModels.model(), Path.of(model));
        images = Files.createDirectories(folder.resolve("images"));
        Files.write(images.resolve("a.jpg"), SyntheticImages.draw(1, 1).get(0).jpeg());
        Files.writeString(images.resolve("b.jpg"), "<html>");
    }

    @Test
    void shouldPrintResultBodiesAndRejectionsInTheOrderOfTheSources() {
        CommandRun run = CommandRun.of(
                "classify",
                images.toString(),
                "/no/such/file",
                "http://127.0.0.1:9/",
                "--model",
                model,
                "--format",
                "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        List<String> lines = run.lines();
        Classified first = ResultCodec.decode(lines.get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(first.source()).isEqualTo(images.resolve("a.jpg").toUri().toString());
        assertThat(lines.get(1))
                .startsWith("{\"source\":\"" + images.resolve("b.jpg").toUri()
                        + "\",\"error_code\":\"UNSUPPORTED_FORMAT\"");
        assertThat(lines.get(2))
                .isEqualTo("{\"source\":\"/no/such/file\",\"error_code\":\"FETCH_NOT_FOUND\","
                        + "\"reason\":\"no such file or folder\"}");
        assertThat(lines.get(3)).contains("\"http://127.0.0.1:9/\"", "FETCH_FORBIDDEN");
        assertThat(lines).hasSize(4);
    }

    @Test
    void shouldRejectAReferenceThatCannotBeReadAlone() {
        String image = images.resolve("a.jpg").toString();
        String form = "The reference's host or port is not in a form that is allowed.";

        CommandRun run = CommandRun.of(
                "classify",
                "http://[::1]/a.jpg",
                "http://images.test:0/a.jpg",
                "http://images.test:70000/a.jpg",
                "http://me:secret@images.test/a.jpg",
                image,
                "--model",
                model,
                "--format",
                "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().get(0)).contains("\"http://[::1]/a.jpg\"", "FETCH_FORBIDDEN");
        assertThat(run.lines().subList(1, 3))
                .allSatisfy(line -> assertThat(line).contains("FETCH_FORBIDDEN", form));
        assertThat(run.lines().get(3))
                .contains("FETCH_FORBIDDEN", "user information")
                .doesNotContain("secret");
        assertThat(run.lines().get(4)).contains("\"predictions\"");
    }

    @Test
    void shouldPrintAsManyLabelsAsAskedFor() {
        String image = images.resolve("a.jpg").toString();

        CommandRun run = CommandRun.of("classify", image, "--model", model, "--top-k", "2", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        Classified result = ResultCodec.decode(run.lines().get(0).getBytes(StandardCharsets.UTF_8));
        assertThat(result.predictions()).hasSize(2);
    }

    @Test
    void shouldShowResultsDeadLettersAndTheAuditAndLeaveNothingBehind() throws IOException {
        List<Path> before = leftovers();

        CommandRun run = CommandRun.of("demo", "--images", images.toString(), "--model", model);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_REJECTED);
        assertThat(run.out())
                .contains("a.jpg", "UNSUPPORTED_FORMAT")
                .contains("2 images: 1 classified, 1 rejected, 0 skipped")
                .contains("Audit: 0 lost, 0 duplicated, 0 out of order.");
        assertThat(leftovers()).isEqualTo(before);
    }

    private static List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("alexstream-demo-"))
                    .sorted()
                    .toList();
        }
    }
}
