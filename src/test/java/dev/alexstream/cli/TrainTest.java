package dev.alexstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alexstream.image.SyntheticImages;
import dev.alexstream.image.SyntheticImages.Drawn;
import dev.alexstream.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void draw() throws IOException {
        data = folder.resolve("drawings");
        out = folder.resolve("drawn");
        List<Drawn> drawings = SyntheticImages.draw(10, 1);
        for (int i = 0; i < drawings.size(); i++) {
            Path label = Files.createDirectories(data.resolve(drawings.get(i).label()));
            Files.write(label.resolve(i + ".jpg"), drawings.get(i).jpeg());
        }
    }

    @Test
    void shouldTrainByAPublishedRecipeAndLeaveNothingButTheModel() throws IOException {
        CommandRun run = train("--recipe", "krizhevsky2012", "--dense-units", "8", "--epochs", "2", "--holdout", "0.5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("epoch 1 of 2", "epoch 2 of 2", " img/s");
        assertThat(Files.readString(out.resolve("manifest.json")))
                .contains("\"alexnet-2012\"", "\"krizhevsky2012\"", "\"weight-decay\"");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactlyInAnyOrder(data, out);
        }
    }

    @Test
    void shouldMakeExemplarsOfTheLayerThatIsRehearsedFrom() throws IOException {
        CommandRun run = train("--epochs", "1", "--dense-units", "8", "--rehearse-from", "conv5");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(ModelFolder.read(out).exemplars().layer()).contains("conv5");
        assertThat(ModelFolder.read(out).exemplars().all()).isNotEmpty();
    }

    @Test
    void shouldNameTheLayersThatCanBeRehearsedFrom() {
        CommandRun run = train("--rehearse-from", "pool5");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("cannot be trained from \"pool5\", only from conv1, conv2");
        assertThat(out).doesNotExist();
    }

    @Test
    void shouldSayThatThereIsNothingToResume() {
        CommandRun run = train("--resume");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("there is nothing to resume: " + out + ".training holds no checkpoint");
    }

    @Test
    void shouldNotLoseAnInterruptedTraining() throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("drawn.training"));
        Files.writeString(checkpoint.resolve("checkpoint.json"), "{}");

        CommandRun anew = train();
        CommandRun resumed = train("--resume");

        assertThat(anew.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(anew.err()).contains("an interrupted training has left " + checkpoint, "--resume");
        assertThat(resumed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(resumed.err()).contains("the checkpoint in " + checkpoint + " cannot be read");
    }

    @Test
    void shouldRemoveTheCheckpointOfAModelThatWasWritten() throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("drawn.training"));
        Files.writeString(checkpoint.resolve("checkpoint.json"), "{}");
        Files.writeString(Files.createDirectories(out).resolve("manifest.json"), "{}");

        CommandRun run = train("--resume");

        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("the model in " + out + " had been written already");
        assertThat(checkpoint).doesNotExist();
    }

    private CommandRun train(String... options) {
        var line = new ArrayList<>(List.of("train", "--data", data.toString(), "--out", out.toString()));
        line.addAll(List.of(options));
        return CommandRun.of(line.toArray(String[]::new));
    }
}
