package dev.alexstream.model.foreign;

import static dev.alexstream.model.foreign.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException;
import dev.alexstream.model.ModelException.Problem;
import dev.alexstream.network.AlexNets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignModelsTest {

    private static final ImportRequest PETS = ImportRequest.named("pets");

    @TempDir
    Path folder;

    @Test
    void shouldTellTheKindByContentAndNotByName() {
        var architecture = ForeignFiles.small(AlexNets.ALEXNET_OWT, 4, 3);
        Path misnamed = ForeignFiles.torchvision(folder.resolve("alexnet.h5"), ForeignFiles.weights(architecture));

        assertThat(ForeignModels.read(misnamed, PETS).architecture()).isEqualTo(architecture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "GIF89a and more", "\0\0\0\0\0\0\0\0{}", "not weights at all"})
    void shouldRefuseWhatIsOfNoKnownKind(String content) throws IOException {
        assertRefused(file(content), PETS, Problem.UNKNOWN_FORMAT, "none of the kinds that can be imported");
    }

    @Test
    void shouldNeverReadAPickle() throws IOException {
        Path plain = Files.write(folder.resolve("alexnet.pth"), new byte[] {(byte) 0x80, 2, '}', 'q', 0, '.'});
        Path zipped = zip("archive/data.pkl", "archive/data/0");

        assertRefused(plain, PETS, Problem.UNKNOWN_FORMAT, "because it can run code");
        assertRefused(zipped, PETS, Problem.UNKNOWN_FORMAT, "because it can run code");
    }

    @Test
    void shouldSayWhatToDoWithOtherArchives() throws IOException {
        assertRefused(
                zip("config.json", "model.weights.h5"),
                PETS,
                Problem.UNKNOWN_FORMAT,
                "unzip it and import its model.weights.h5");
        assertRefused(zip("holiday.jpg"), PETS, Problem.UNKNOWN_FORMAT, "a zip without configuration.json");
        assertRefused(zip("configuration.json"), PETS, Problem.UNKNOWN_FORMAT, "a zip without coefficients.bin");
    }

    @Test
    void shouldRefuseWhatIsNoFile() {
        assertRefused(folder, PETS, Problem.UNREADABLE, "no regular file");
        assertRefused(folder.resolve("none"), PETS, Problem.UNREADABLE, "there is no such file");
    }

    @Test
    void shouldTellLabelsThatStandTwiceApart() throws IOException {
        assertThat(Labels.read(file("ox\ncrane \r\ndog, hound\ncrane\n\n")))
                .containsExactly("ox", "crane (1)", "dog, hound", "crane (3)");
    }

    @Test
    void shouldRefuseLabelsThatAreNotOneALine() throws IOException {
        Path gap = file("ox\n\ndog\n");
        Path bytes = Files.write(folder.resolve("labels.gz"), new byte[] {31, (byte) 139, 8, 0});

        assertThatThrownBy(() -> Labels.read(gap)).hasMessageContaining("line 2 is empty");
        assertThatThrownBy(() -> Labels.read(bytes)).hasMessageContaining("no text in UTF-8");
        assertThatThrownBy(() -> Labels.read(folder.resolve("none")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot read labels");
    }

    @Test
    void shouldGiveEachClassItsLabelOrRefuseAnotherNumber() {
        var architecture = ForeignFiles.small(AlexNets.ALEXNET_OWT, 4, 3);
        Path file = ForeignFiles.torchvision(folder.resolve("a.safetensors"), ForeignFiles.weights(architecture));
        List<String> labels = List.of("ant", "bee", "cow", "dog", "eel");

        assertThat(ForeignModels.read(file, PETS.withLabels(labels)).manifest().labels())
                .isEqualTo(labels);
        assertRefused(
                file,
                PETS.withLabels(labels.subList(0, 4)),
                Problem.INVALID_LABELS,
                "5 classes, but 4 labels were given");
    }

    private Path file(String content) throws IOException {
        return Files.write(folder.resolve("file"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Path zip(String... names) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
            }
        }
        return file;
    }
}
