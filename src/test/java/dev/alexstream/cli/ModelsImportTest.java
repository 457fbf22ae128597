package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.model.LoadedModel;
import dev.alexstream.model.ModelFolder;
import dev.alexstream.model.foreign.ForeignFiles;
import dev.alexstream.network.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsImportTest {

    @TempDir
    Path folder;

    private Path file;
    private Path out;

    @BeforeEach
    void writeWeights() {
        Architecture small = ForeignFiles.small("alexnet-owt", 7, 6);
        file = ForeignFiles.torchvision(folder.resolve("alexnet.safetensors"), ForeignFiles.weights(small));
        out = folder.resolve("models/Image Net");
    }

    @Test
    void shouldWriteAModelThatClassifies() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), "ant\nbee\ncow\ndog\neel\n");

        CommandRun run = run("--labels", labels.toString(), "--mean", "1,2,3", "--scale", "4,5,6.5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        LoadedModel model = ModelFolder.read(out);
        assertThat(run.out())
                .contains("alexnet-owt, 5 classes; images minus [1.0, 2.0, 3.0], divided by [4.0, 5.0, 6.5]")
                .contains("model image-net " + model.manifest().digest() + " written to " + out);
        assertThat(model.manifest().labels()).containsExactly("ant", "bee", "cow", "dog", "eel");
        assertThat(model.manifest().preprocessing().scale()).containsExactly(4.0, 5.0, 6.5);
        Path image = Files.write(
                folder.resolve("a.jpg"), SyntheticImages.draw(1, 1).get(0).jpeg());
        CommandRun classified =
                CommandRun.of("classify", image.toString(), "--model", out.toString(), "--format", "json");
        assertThat(classified.exitCode()).as(classified.err()).isEqualTo(ExitCode.DONE);
        assertThat(classified.out()).contains("\"name\":\"image-net\"", "\"label\":\"eel\"");
    }

    @Test
    void shouldPrintOneJsonLine() {
        CommandRun run = run("--name", "imagenet", "--format", "json");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lines())
                .containsExactly(
                        "{\"name\":\"imagenet\",\"version\":\"1\",\"digest\":\"%s\",\"folder\":\"%s\",\"architecture\":\"alexnet-owt\",\"classes\":5}"
                                .formatted(ModelFolder.read(out).manifest().digest(), out));
    }

    @Test
    void shouldFailWithASentenceAndLeaveNothing() throws IOException {
        Files.writeString(file, "these are no weights");

        CommandRun run = run();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("alexstream models import: " + file + ": this is none of the kinds")
                .doesNotContain("Exception");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldNotWriteOverAnything() throws IOException {
        Files.createDirectories(out);
        Path mine = Files.writeString(out.resolve("mine.txt"), "mine");

        CommandRun run = run();

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("is not empty, a model needs a folder of its own");
        assertThat(out.toFile().list()).containsExactly(mine.getFileName().toString());
    }

    private CommandRun run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("models", "import", file.toString(), "--out", out.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
