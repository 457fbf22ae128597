package dev.alexstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alexstream.model.ModelException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestCodecTest {

    private static final String GOLDEN = golden();

    @Test
    void shouldWriteTheGoldenFile() {
        assertThat(new String(ManifestCodec.encode(SmallModels.manifest()), StandardCharsets.UTF_8))
                .isEqualTo(GOLDEN);
    }

    @Test
    void shouldReadTheGoldenFile() {
        assertThat(decode(GOLDEN)).isEqualTo(SmallModels.manifest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cat\", \"dog\" | \"cat\" | INVALID_LABELS",
                "\"cat\", \"dog\" | \"cat\", \"cat\" | INVALID_LABELS",
                "\"cat\", \"dog\" | \"cat\", \" \" | INVALID_LABELS",
                "\"cat\", \"dog\" | | INVALID_LABELS",
                "\"labels\" | \"names\" | INVALID_LABELS",
                "\"name\" : \"pets\" | \"name\" : \"../pets\" | INVALID_MANIFEST",
                "\"name\" : \"pets\" | \"name\" : \"pets\", \"name\" : \"cats\" | INVALID_MANIFEST",
                "\"version\" : \"1\" | \"version\" : null | INVALID_MANIFEST",
                "\"conv2\" : 41.5 | \"conv2\" : -1 | INVALID_MANIFEST",
                "\"largest\" | \"smallest\" | INVALID_MANIFEST",
                "sha256:0 | md5:0 | INVALID_MANIFEST",
                "\"scale\" : [ 1.0 | \"scale\" : [ 0.0 | INVALID_MANIFEST",
                "\"classes\" : 2 | \"classes\" : 3 | INVALID_LABELS",
                "\"after-pooling\" | \"sometimes\" | INVALID_MANIFEST",
                "\"seed\" : 7 | \"seed\" : 7, \"@class\" : \"javax.swing.JEditorPane\" | INVALID_MANIFEST",
            })
    void shouldRefuseAManifestThatIsNotSound(String part, String replacement, Problem problem) {
        String json = GOLDEN.replace(part, replacement == null ? "" : replacement);

        assertThat(json).isNotEqualTo(GOLDEN);
        assertThatThrownBy(() -> decode(json)).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    @Test
    void shouldKeepTheRecipeThatWasFollowed() {
        var recipe = new TrainingRecipe(
                "krizhevsky2012",
                "normal 0.01",
                new TrainingRecipe.Optimizer("sgd", 0.9, 0.0005),
                new TrainingRecipe.Views("random", true, 0.1),
                List.of(31, 60));
        ModelManifest plain = SmallModels.manifest();
        ModelManifest manifest = withRecipe(plain, recipe);

        String json = new String(ManifestCodec.encode(manifest), StandardCharsets.UTF_8);

        assertThat(decode(json)).isEqualTo(manifest);
        assertThat(json.replaceAll("\\s+", " "))
                .contains("\"recipe\" : { \"name\" : \"krizhevsky2012\", \"initialization\" : \"normal 0.01\","
                        + " \"optimizer\" : { \"method\" : \"sgd\", \"momentum\" : 0.9, \"weight-decay\" : 5.0E-4 },"
                        + " \"views\" : { \"crops\" : \"random\", \"mirrored\" : true, \"colour-noise\" : 0.1 },"
                        + " \"rate-divided-after\" : [ 31, 60 ] }");
        assertThat(decode(GOLDEN).training().recipe()).isNull();
    }

    @Test
    void shouldKeepTheReference() {
        List<Double> directions = Collections.nCopies(16, 0.5);
        var features = new DriftReference.Features("fc6", 18, directions, directions);
        var reference =
                new DriftReference("20 held out", 20, List.of(0.4, 0.6), Collections.nCopies(10, 0.1), features);
        ModelManifest manifest = SmallModels.manifest().withReference(reference);

        String json = new String(ManifestCodec.encode(manifest), StandardCharsets.UTF_8);

        assertThat(decode(json)).isEqualTo(manifest);
        assertThat(json)
                .contains("\"reference\" : {\n    \"source\" : \"20 held out\",\n    \"images\" : 20,\n"
                        + "    \"labels\" : [ 0.4, 0.6 ],\n    \"confidence\" : [ 0.1, 0.1,");
        assertThatThrownBy(() -> decode(json.replace("[ 0.4, 0.6 ]", "[ 0.4, 0.3, 0.3 ]")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("reference");
        assertThatThrownBy(() -> decode(json.replace("[ 0.4, 0.6 ]", "[ -0.4, 1.4 ]")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a share is negative");
        assertThat(decode(GOLDEN).reference()).isNull();
    }

    private static ModelManifest withRecipe(ModelManifest manifest, TrainingRecipe recipe) {
        TrainingLineage lineage = manifest.training();
        return new ModelManifest(
                manifest.name(),
                manifest.version(),
                manifest.architecture(),
                manifest.labels(),
                manifest.preprocessing(),
                new TrainingLineage(
                        lineage.dataSet(),
                        lineage.dataSetDigest(),
                        lineage.examples(),
                        lineage.base(),
                        lineage.seed(),
                        lineage.stages(),
                        recipe),
                manifest.figures(),
                manifest.activationRanges(),
                manifest.digest());
    }

    @ParameterizedTest
    @CsvSource({"''", "null", "[]", "{", "\"text\"", "{} {}"})
    void shouldRefuseWhatIsNoManifest(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(ModelException.class);
    }

    private static ModelManifest decode(String json) {
        return ManifestCodec.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String golden() {
        try (InputStream in = ManifestCodecTest.class.getResourceAsStream("manifest.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
