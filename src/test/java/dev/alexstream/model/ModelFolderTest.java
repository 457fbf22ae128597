package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    Path temporary;

    private Path folder;
    private LoadedModel written;

    @BeforeEach
    void writeModel() {
        folder = temporary.resolve("models/pets");
        written = ModelFolder.write(SmallModels.model(), folder);
    }

    @Test
    void shouldReadWhatWasWritten() {
        LoadedModel read = ModelFolder.read(folder);

        assertThat(read).isEqualTo(written);
        assertThat(read.weights()).isEqualTo(SmallModels.model().weights());
        assertThat(read.manifest().digest()).isNotEqualTo(SmallModels.manifest().digest());
    }

    @Test
    void shouldLeaveNothingButTheTwoFiles() {
        assertThat(folder.getParent()).isDirectoryContaining(path -> path.equals(folder));
        assertThat(folder.getParent().toFile().list()).containsExactly("pets");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("manifest.json", "weights.safetensors");
    }

    @Test
    void shouldNotOverwriteAModel() {
        assertProblem(() -> ModelFolder.write(SmallModels.model(), folder), Problem.UNREADABLE, "not empty");
        assertThat(ModelFolder.read(folder)).isEqualTo(written);
    }

    @Test
    void shouldSayBeforeAnythingIsDoneThatAModelCannotBeWritten() throws IOException {
        Path locked = Files.createDirectory(temporary.resolve("locked"));
        assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may write everywhere");

        assertProblem(
                () -> ModelFolder.requireFree(locked.resolve("models/pets")),
                Problem.UNREADABLE,
                locked + " is no writable folder");
        assertThatCode(() -> ModelFolder.requireFree(temporary.resolve("models/pets")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldWriteIntoAnEmptyFolder() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        ModelFolder.write(SmallModels.model(), empty);

        assertThat(ModelFolder.read(empty)).isEqualTo(written);
    }

    @Test
    void shouldRefuseWeightsOfWhichOneBitChanged() throws IOException {
        try (var file =
                new RandomAccessFile(folder.resolve("weights.safetensors").toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            file.seek(file.length() - 1);
            file.write(last ^ 1);
        }
        assertProblem(
                () -> ModelFolder.read(folder),
                Problem.WRONG_DIGEST,
                written.manifest().digest());
    }

    @Test
    void shouldRefuseWeightsThatEndEarly() throws IOException {
        try (var file =
                new RandomAccessFile(folder.resolve("weights.safetensors").toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertProblem(() -> ModelFolder.read(folder), Problem.INVALID_WEIGHTS, "weights.safetensors");
    }

    @Test
    void shouldRefuseWeightsLargerThanTheArchitectureCanHave() throws IOException {
        byte[] header = new byte[64];
        header[3] = 0x7f;
        Files.write(folder.resolve("weights.safetensors"), header);

        assertProblem(() -> ModelFolder.read(folder), Problem.INVALID_WEIGHTS, "header");
    }

    @Test
    void shouldRefuseWeightsOfAnotherShape() throws IOException {
        edit(json -> json.replace("\"dense-units\" : [ 8 ]", "\"dense-units\" : [ 9 ]"));

        assertProblem(() -> ModelFolder.read(folder), Problem.INVALID_WEIGHTS, "fc6.weight");
    }

    @Test
    void shouldRefuseAnUnknownArchitecture() throws IOException {
        edit(json -> json.replace("alexnet-2012", "alexnet-2112"));

        assertProblem(() -> ModelFolder.read(folder), Problem.UNKNOWN_ARCHITECTURE, "alexnet-2112");
    }

    @Test
    void shouldRefuseAnEndlessManifest() throws IOException {
        edit(json -> json + " ".repeat(5 << 20));

        assertProblem(() -> ModelFolder.read(folder), Problem.TOO_LARGE, "manifest.json");
    }

    @Test
    void shouldNameTheFileThatIsMissing() throws IOException {
        Files.delete(folder.resolve("weights.safetensors"));

        assertProblem(() -> ModelFolder.read(folder), Problem.UNREADABLE, "weights.safetensors does not exist");
        assertProblem(() -> ModelFolder.read(temporary.resolve("none")), Problem.UNREADABLE, "manifest.json");
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, change.apply(Files.readString(manifest)));
    }

    private static void assertProblem(ThrowingCallable action, Problem problem, String message) {
        assertThatThrownBy(action)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
