package dev.alexstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.training.Photographs.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        folder = DrawnPhotographs.write(temporary.resolve("drawings"), 10, 1);
    }

    @Test
    void shouldTakeFoldersForClassesAndFilesForExamples() throws IOException {
        Files.createDirectories(folder.resolve("discs/more"));
        Files.move(folder.resolve("discs/0.jpg"), folder.resolve("discs/more/without-suffix"));

        Photographs photographs = DrawnPhotographs.read(folder);

        assertThat(photographs.name()).isEqualTo("drawings");
        assertThat(photographs.labels()).containsExactly("checks", "discs", "rings", "scribble", "stripes");
        assertThat(photographs.examples()).hasSize(10);
        assertThat(photographs.examples())
                .filteredOn(example -> example.label() == 1)
                .extracting(example -> folder.relativize(example.file()).toString())
                .containsExactly("discs/5.jpg", "discs/more/without-suffix");
    }

    @Test
    void shouldSkipWhatIsNoImageAndSayWhy() throws IOException {
        Path text = Files.writeString(folder.resolve("rings/readme.jpg"), "<html>");
        Path large = Files.write(folder.resolve("rings/large.jpg"), new byte[(1 << 20) + 1]);
        Files.writeString(folder.resolve("rings/.hidden"), "not looked at");
        Files.writeString(folder.resolve("beside-the-classes.txt"), "not looked at");

        Photographs photographs = DrawnPhotographs.read(folder);

        assertThat(photographs.skipped()).extracting(Skipped::file).containsExactlyInAnyOrder(text, large);
        assertThat(photographs.skipped())
                .allSatisfy(skipped -> assertThat(skipped.reason()).isNotBlank());
        assertThat(photographs.examples()).hasSize(10);
    }

    @Test
    void shouldNameTheClassesThatHaveTooFewImages() throws IOException {
        Files.delete(folder.resolve("discs/0.jpg"));
        Photographs photographs = DrawnPhotographs.read(folder);

        assertThat(photographs.requireAtLeast(1)).isSameAs(photographs);
        assertThatThrownBy(() -> photographs.requireAtLeast(2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("fewer than 2 usable images")
                .hasMessageEndingWith(": discs");
    }

    @Test
    void shouldSkipAnImageThatStandsInTwoClasses() throws IOException {
        Files.copy(folder.resolve("discs/0.jpg"), folder.resolve("rings/0.jpg"));

        Photographs photographs = DrawnPhotographs.read(folder);

        assertThat(photographs.examples()).hasSize(9);
        assertThat(photographs.skipped())
                .extracting(Skipped::file)
                .containsExactlyInAnyOrder(folder.resolve("discs/0.jpg"), folder.resolve("rings/0.jpg"));
    }

    @Test
    void shouldGiveTheSameDigestToTheSameImagesElsewhere() throws IOException {
        Path other = DrawnPhotographs.write(temporary.resolve("elsewhere"), 10, 1);
        Path different = DrawnPhotographs.write(temporary.resolve("different"), 10, 2);
        Files.move(other.resolve("discs/0.jpg"), other.resolve("discs/renamed.jpg"));

        String digest = DrawnPhotographs.read(folder).digest();

        assertThat(DrawnPhotographs.read(other).digest()).isEqualTo(digest);
        assertThat(DrawnPhotographs.read(different).digest()).isNotEqualTo(digest);
    }

    @Test
    void shouldRefuseAFolderWithoutClasses() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        assertThatThrownBy(() -> DrawnPhotographs.read(empty)).hasMessageContaining("no class folders");
        assertThatThrownBy(() -> DrawnPhotographs.read(temporary.resolve("none")))
                .isInstanceOf(TrainingException.class);
    }
}
