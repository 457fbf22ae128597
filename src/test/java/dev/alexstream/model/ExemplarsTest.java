package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.Exemplars.Exemplar;
import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExemplarsTest {

    private static final String FILE = "exemplars.safetensors";

    @TempDir
    Path temporary;

    private Path folder;
    private LoadedModel written;

    @BeforeEach
    void write() {
        folder = temporary.resolve("pets");
        written = ModelFolder.write(
                SmallModels.model()
                        .withExemplars(new Exemplars(List.of(
                                new Exemplar("dog", "a".repeat(64), false, new byte[] {1, -2, 3}),
                                new Exemplar("cat", "b".repeat(64), true, new byte[] {127, -128})))),
                folder);
    }

    @Test
    void shouldComeBackWithTheirModel() {
        LoadedModel read = ModelFolder.read(folder);

        assertThat(read.manifest()).isEqualTo(written.manifest());
        assertThat(read.manifest().exemplars()).startsWith("sha256:");
        assertThat(read.exemplars().all())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyInAnyOrderElementsOf(written.exemplars().all());
    }

    @Test
    void shouldNotSayOfWhichLayerTheyAreWhereItIsTheUsualOne() throws IOException {
        assertThat(Files.readString(folder.resolve(FILE), StandardCharsets.ISO_8859_1))
                .doesNotContain("__metadata__");
        assertThat(ModelFolder.read(folder).exemplars().layer()).isEmpty();
    }

    @Test
    void shouldSayOfWhichLayerTheyAre() {
        Path other = temporary.resolve("other");
        var exemplar = new Exemplar("dog", "a".repeat(64), false, new byte[] {1, -2, 3});

        ModelFolder.write(SmallModels.model().withExemplars(of("conv5", exemplar)), other);

        assertThat(ModelFolder.read(other).exemplars().layer()).contains("conv5");
    }

    @Test
    void shouldBeRefusedWhenTheyAreOfALayerThatTheModelDoesNotHave() {
        Path other = temporary.resolve("other");
        var exemplar = new Exemplar("dog", "a".repeat(64), false, new byte[] {1, -2, 3});
        ModelFolder.write(SmallModels.model().withExemplars(of("conv6", exemplar)), other);

        assertThatThrownBy(() -> ModelFolder.read(other))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.INVALID_WEIGHTS))
                .hasMessageContaining("a layer that alexnet-2012 does not have");
    }

    private static Exemplars of(String layer, Exemplar exemplar) {
        return new Exemplars(List.of(exemplar), Optional.of(layer));
    }

    @Test
    void shouldBeRefusedWhenTheyAreNotThoseThatTheManifestPromises() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
        bytes[bytes.length - 1]++;
        Files.write(folder.resolve(FILE), bytes);

        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_DIGEST))
                .hasMessageContaining(FILE);
    }

    @Test
    void shouldBeRefusedWhenTheyAreMissing() throws IOException {
        Files.delete(folder.resolve(FILE));

        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNREADABLE));
    }

    @Test
    void shouldNotBeAskedForWhereTheManifestPromisesNone() throws IOException {
        Path plain = temporary.resolve("plain");
        ModelFolder.write(SmallModels.model(), plain);

        assertThat(plain.resolve(FILE)).doesNotExist();
        assertThat(Files.readString(plain.resolve("manifest.json"))).doesNotContain("\"exemplars\"");
        assertThat(ModelFolder.read(plain).exemplars()).isEqualTo(Exemplars.NONE);
    }
}
